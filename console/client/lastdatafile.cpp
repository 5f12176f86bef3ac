// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/client/lastdatafile.h"

#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <sodium.h>

#include <cstring>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr char kMagic[] = "QDLAST1\n";
constexpr qsizetype kMagicBytes = sizeof(kMagic) - 1;
constexpr qsizetype kMaxHeaderBytes = 4096;
constexpr qsizetype kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr qsizetype kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

[[nodiscard]] const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

[[nodiscard]] unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

[[nodiscard]] bool isCryptoReady()
{
    static const bool kIsReady = sodium_init() >= 0;
    return kIsReady;
}

[[nodiscard]] Failure fileFailure(const char *what, const QString &path, const QString &why)
{
    return failure(
        ErrorCode::Unavailable, what, {{"file", path.toStdString()}, {"reason", why.toStdString()}});
}

[[nodiscard]] Failure corrupt(const char *why)
{
    return failure(ErrorCode::Corrupt, why, {{"field", "last-data"}});
}

[[nodiscard]] Result<void> replaceFile(const QString &path, const QList<QByteArray> &parts)
{
    QSaveFile file(path);
    // The temporary file gets its rights before its first byte.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) {
        return fileFailure("cannot write the last data", path, file.errorString());
    }
    for (const QByteArray &part : parts) {
        file.write(part);
    }
    if (!file.commit()) {
        return fileFailure("cannot write the last data", path, file.errorString());
    }
    return {};
}

[[nodiscard]] QByteArray headerOf(const LastDataInfo &info)
{
    QByteArray fields;
    QDataStream stream(&fields, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    stream << static_cast<qint64>(toUnixMs(info.savedAt)) << info.server << info.user;
    QByteArray header(kMagic, kMagicBytes);
    QDataStream whole(&header, QIODevice::WriteOnly | QIODevice::Append);
    whole << fields; // with its length before it
    return header;
}

/// @return info and the length of the header; nothing if this is none
[[nodiscard]] std::optional<std::pair<LastDataInfo, qsizetype>> readHeader(const QByteArray &bytes)
{
    if (!bytes.startsWith(QByteArrayView(kMagic, kMagicBytes))) {
        return std::nullopt;
    }
    QDataStream outer(bytes.mid(kMagicBytes, kMaxHeaderBytes));
    quint32 length = 0;
    outer >> length;
    if (outer.status() != QDataStream::Ok || length > kMaxHeaderBytes) {
        return std::nullopt;
    }
    const qsizetype begin = kMagicBytes + static_cast<qsizetype>(sizeof(length));
    QDataStream stream(bytes.mid(begin, length));
    stream.setVersion(QDataStream::Qt_6_0);
    qint64 savedAt = 0;
    LastDataInfo info;
    stream >> savedAt >> info.server >> info.user;
    info.savedAt = fromUnixMs(savedAt);
    if (stream.status() != QDataStream::Ok || savedAt <= 0) {
        return std::nullopt;
    }
    return std::pair(info, begin + static_cast<qsizetype>(length));
}

} // namespace

LastDataFile::LastDataFile(QString directory)
    : m_data(QDir(directory).filePath(u"last-data"_s))
    , m_key(QDir(directory).filePath(u"last-data.key"_s))
{
}

std::optional<LastDataInfo> LastDataFile::info() const
{
    QFile file(m_data);
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const auto header = readHeader(file.read(kMagicBytes + kMaxHeaderBytes));
    return header ? std::optional(header->first) : std::nullopt;
}

Result<QByteArray> LastDataFile::key(bool isMadeIfMissing) const
{
    if (!isCryptoReady()) {
        return failure(ErrorCode::Internal, "the cryptographic library does not start");
    }
    QFile file(m_key);
    if (!file.exists() && isMadeIfMissing) {
        QByteArray fresh(kKeyBytes, Qt::Uninitialized);
        crypto_aead_xchacha20poly1305_ietf_keygen(raw(fresh));
        if (const Result<void> kept = replaceFile(m_key, {fresh}); !kept) {
            return failure(kept.error());
        }
        return fresh;
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return fileFailure("cannot read the key of the last data", m_key, file.errorString());
    }
    QByteArray kept = file.read(kKeyBytes + 1);
    if (kept.size() != kKeyBytes) {
        return corrupt("the key of the last data is damaged");
    }
    return kept;
}

Result<void> LastDataFile::write(const LastData &data) const
{
    Result<QByteArray> secret = key(true);
    if (!secret && secret.error().code == ErrorCode::Corrupt) {
        erase(); // nothing can be read with it any more
        secret = key(true);
    }
    if (!secret) {
        return failure(secret.error());
    }
    const QByteArray header = headerOf(data.info);
    const QByteArray plain = packLastData(data, kMaxBytes);
    QByteArray nonce(kNonceBytes, Qt::Uninitialized);
    randombytes_buf(nonce.data(), static_cast<std::size_t>(nonce.size()));
    QByteArray sealed(plain.size() + kTagBytes, Qt::Uninitialized);
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(sealed), nullptr, raw(plain),
        static_cast<unsigned long long>(plain.size()), raw(header),
        static_cast<unsigned long long>(header.size()), nullptr, raw(nonce), raw(*secret));
    return replaceFile(m_data, {header, nonce, sealed});
}

Result<LastData> LastDataFile::read() const
{
    QFile file(m_data);
    if (!file.exists()) {
        return failure(ErrorCode::NotFound, "no last data are kept");
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return fileFailure("cannot read the last data", m_data, file.errorString());
    }
    const QByteArray bytes = file.read(kMaxBytes + kMaxHeaderBytes + kNonceBytes + kTagBytes + kMagicBytes);
    const auto header = readHeader(bytes);
    if (!header || bytes.size() < header->second + kNonceBytes + kTagBytes) {
        return corrupt("the last data are damaged");
    }
    const Result<QByteArray> secret = key(false);
    if (!secret) {
        return failure(secret.error());
    }
    const QByteArray nonce = bytes.mid(header->second, kNonceBytes);
    const QByteArray sealed = bytes.mid(header->second + kNonceBytes);
    QByteArray plain(sealed.size() - kTagBytes, Qt::Uninitialized);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(plain), nullptr, nullptr, raw(sealed),
            static_cast<unsigned long long>(sealed.size()), raw(bytes),
            static_cast<unsigned long long>(header->second), raw(nonce), raw(*secret))
        != 0) {
        return corrupt("the last data were changed, or belong to another console");
    }
    Result<LastData> data = unpackLastData(plain);
    if (data) {
        data->info = header->first;
    }
    return data;
}

void LastDataFile::erase() const
{
    QFile::remove(m_data);
    QFile::remove(m_key);
}

} // namespace qd::console
