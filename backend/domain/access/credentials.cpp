// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/access/credentials.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace qd::backend::access {

namespace {

constexpr std::size_t kTokenBytes = 32;
constexpr std::size_t kGeneratedPasswordLength = 20;

/// Every function here that needs libsodium says so by this; the library counts repeats itself.
void requireSodium()
{
    if (sodium_init() < 0) {
        std::abort(); // no random numbers: nothing that follows would be safe
    }
}

Failure invalid(std::string field, std::string reason)
{
    return failure(ErrorCode::InvalidInput, field + " " + reason, {{"field", field}});
}

} // namespace

Result<void> checkUserName(std::string_view name)
{
    constexpr std::string_view kAllowed =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-@";
    if (name.empty() || name.size() > kLongestUserName) {
        return invalid("name", "has to have 1 to " + std::to_string(kLongestUserName) + " characters");
    }
    if (name.find_first_not_of(kAllowed) != std::string_view::npos) {
        return invalid("name", "may have letters, digits and . _ - @ only");
    }
    return {};
}

Result<void> checkNewPassword(std::string_view password)
{
    if (password.size() < kShortestPassword || password.size() > kLongestPassword) {
        return invalid("password",
            "has to have " + std::to_string(kShortestPassword) + " to " + std::to_string(kLongestPassword)
                + " bytes");
    }
    return {};
}

Result<std::string> hashPassword(std::string_view password)
{
    requireSodium();
    std::array<char, crypto_pwhash_STRBYTES> encoded{};
    if (crypto_pwhash_str_alg(encoded.data(), password.data(), password.size(),
            crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
            crypto_pwhash_ALG_ARGON2ID13)
        != 0) {
        return failure(ErrorCode::Unavailable, "not enough memory to hash a password");
    }
    return std::string{encoded.data()};
}

bool verifyPassword(const std::string &encodedHash, std::string_view password)
{
    requireSodium();
    // libsodium reads a fixed-size array; a shorter text is padded with zeros.
    std::array<char, crypto_pwhash_STRBYTES> encoded{};
    if (encodedHash.size() >= encoded.size() || password.size() > kLongestPassword) {
        return false;
    }
    std::copy(encodedHash.begin(), encodedHash.end(), encoded.begin());
    return crypto_pwhash_str_verify(encoded.data(), password.data(), password.size()) == 0;
}

std::string newToken(std::string_view prefix)
{
    requireSodium();
    std::array<unsigned char, kTokenBytes> random{};
    randombytes_buf(random.data(), random.size());
    std::array<char, sodium_base64_ENCODED_LEN(kTokenBytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
    sodium_bin2base64(
        text.data(), text.size(), random.data(), random.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return std::string{prefix} + "_" + text.data();
}

std::string newPassword()
{
    requireSodium();
    constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz23456789";
    std::string password(kGeneratedPasswordLength, ' ');
    std::generate(password.begin(), password.end(),
        [&] { return kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))]; });
    return password;
}

std::vector<std::byte> hashToken(std::string_view token)
{
    requireSodium();
    std::array<unsigned char, crypto_generichash_BYTES> digest{};
    const auto *bytes = reinterpret_cast<const unsigned char *>(token.data());
    crypto_generichash(digest.data(), digest.size(), bytes, token.size(), nullptr, 0);
    std::vector<std::byte> result(digest.size());
    std::transform(
        digest.begin(), digest.end(), result.begin(), [](unsigned char byte) { return std::byte{byte}; });
    return result;
}

} // namespace qd::backend::access
