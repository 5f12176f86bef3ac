// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/httpmessage.h"
#include "shared/base/result.h"

#include <QJsonObject>

#include <optional>
#include <string>
#include <vector>

namespace qd::backend::http {

/// Reads a JSON object from a request, field by field; each error names the field and what was expected of
/// it. A field that nobody asked for is an error too: a misspelt name must not be taken for silence.
class JsonBody
{
public:
    /// @errors InvalidInput: not JSON, not an object, a content type that says otherwise
    [[nodiscard]] static Result<JsonBody> of(const HttpRequest &request);

    [[nodiscard]] bool has(QLatin1String name) const { return m_object.contains(name); }

    [[nodiscard]] Result<std::string> text(QLatin1String name, bool isRequired, qsizetype maxLength = 1024);
    /// An integer from minimum to maximum; absent means fallback.
    [[nodiscard]] Result<qint64> integer(
        QLatin1String name, qint64 minimum, qint64 maximum, std::optional<qint64> fallback = {});
    [[nodiscard]] Result<bool> boolean(QLatin1String name);
    [[nodiscard]] Result<std::vector<qint64>> integers(QLatin1String name, std::size_t maxCount);

    /// To be called last. @errors InvalidInput: a field that was not asked for
    [[nodiscard]] Result<void> finish() const;

private:
    QJsonObject m_object; ///< what has not been asked for yet
};

} // namespace qd::backend::http
