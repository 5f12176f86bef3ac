// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/cmdb/nodename.h"

#include <QStringDecoder>

#include <algorithm>

namespace qd::backend::cmdb {

namespace {

Failure invalid(const std::string &reason)
{
    return failure(ErrorCode::InvalidInput, "name " + reason, {{"field", "name"}});
}

bool isUtf8(std::string_view text)
{
    QStringDecoder decoder{QStringDecoder::Utf8, QStringDecoder::Flag::Stateless};
    const QString decoded = decoder(QByteArrayView{text.data(), static_cast<qsizetype>(text.size())});
    return !decoder.hasError() && !decoded.isEmpty();
}

} // namespace

Result<void> checkNodeName(std::string_view name)
{
    if (name.empty()) {
        return invalid("is empty");
    }
    if (name.size() > kLongestNodeName) {
        return invalid("is longer than " + std::to_string(kLongestNodeName) + " bytes");
    }
    if (name.front() == ' ' || name.back() == ' ') {
        return invalid("begins or ends with a space");
    }
    const auto isForbidden = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '/';
    };
    if (std::any_of(name.begin(), name.end(), isForbidden)) {
        return invalid("has a control character or a '/'");
    }
    if (!isUtf8(name)) {
        return invalid("is not UTF-8");
    }
    return {};
}

} // namespace qd::backend::cmdb
