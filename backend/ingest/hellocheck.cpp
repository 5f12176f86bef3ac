// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/hellocheck.h"

#include "shared/protocol/wire.h"

#include <QtGlobal>

#include <sodium.h>

namespace qd::backend::ingest {

namespace {

constexpr std::size_t kNonceBytes = 32;
constexpr std::size_t kMaxHostname = 255;
constexpr std::size_t kMaxToken = 512;

bool isUuid(std::string_view text)
{
    if (text.size() != 36) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool isDash = i == 8 || i == 13 || i == 18 || i == 23;
        const bool isHex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        if (isDash ? c != '-' : !isHex) {
            return false;
        }
    }
    return true;
}

const unsigned char *raw(const void *bytes)
{
    return static_cast<const unsigned char *>(bytes);
}

} // namespace

protocol::Blob makeNonce()
{
    static const bool isReady = sodium_init() >= 0;
    Q_ASSERT(isReady);
    protocol::Blob nonce(kNonceBytes);
    randombytes_buf(nonce.data(), nonce.size());
    return nonce;
}

Result<void> checkHelloMessage(const protocol::Hello &hello, const protocol::Blob &nonce)
{
    const auto wrong = [](const char *field, const char *reason) {
        return failure(ErrorCode::InvalidInput, std::string(field) + " " + reason, {{"field", field}});
    };
    if (hello.version < protocol::kOldestVersion || hello.version > protocol::kVersion) {
        return wrong("Hello.version", "is none of those offered");
    }
    if (!isUuid(hello.uuid)) {
        return wrong("Hello.uuid", "has to be a lower-case UUID");
    }
    if (hello.hostname.empty() || hello.hostname.size() > kMaxHostname) {
        return wrong("Hello.hostname", "has to have 1 to 255 bytes");
    }
    if (hello.enrolToken.size() > kMaxToken) {
        return wrong("Hello.enrolToken", "is longer than any token");
    }
    if (hello.fingerprint.agentKey.size() != crypto_sign_PUBLICKEYBYTES) {
        return wrong("Hello.fingerprint.agentKey", "has to have 32 bytes");
    }
    if (hello.signature.size() != crypto_sign_BYTES) {
        return wrong("Hello.signature", "has to have 64 bytes");
    }
    const protocol::Blob text = protocol::helloSigningText(nonce, hello.uuid);
    if (crypto_sign_verify_detached(raw(hello.signature.data()), raw(text.data()), text.size(),
            raw(hello.fingerprint.agentKey.data()))
        != 0) {
        return failure(
            ErrorCode::Denied, "the signature does not fit the agent's key", {{"field", "Hello.signature"}});
    }
    return {};
}

} // namespace qd::backend::ingest
