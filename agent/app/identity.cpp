// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/identity.h"

#include "agent/spool/durablefile.h"

#include <sodium.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace qd::agent {

namespace {

// The file is three lines: a title, "uuid UUID" and "seed HEX", the 32 bytes that the Ed25519 key is made
// from.
constexpr std::string_view kTitle = "quarterdeck agent identity v1";

Failure fileFailure(ErrorCode code, const std::string &what, const std::filesystem::path &file)
{
    return failure(code, what, {{"file", file.string()}});
}

std::string hexOf(std::span<const unsigned char> bytes)
{
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    hex.pop_back();
    return hex;
}

bool isUuid(std::string_view text)
{
    if (text.size() != 36) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool isDash = i == 8 || i == 13 || i == 18 || i == 23;
        const bool isDigit = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
        if (isDash ? text[i] != '-' : !isDigit) {
            return false;
        }
    }
    return true;
}

} // namespace

std::string randomUuid()
{
    std::array<unsigned char, 16> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0FU) | 0x40U);
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3FU) | 0x80U);
    std::string uuid = hexOf(bytes);
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) {
        uuid.insert(dash, 1, '-');
    }
    return uuid;
}

std::vector<std::byte> Identity::sign(std::span<const std::byte> text) const
{
    std::vector<std::byte> signature(crypto_sign_BYTES);
    crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr,
        reinterpret_cast<const unsigned char *>(text.data()), text.size(), m_secretKey.data());
    return signature;
}

Result<Identity> Identity::loadOrCreate(const std::filesystem::path &file)
{
    if (sodium_init() < 0) {
        return failure(ErrorCode::Internal, "the cryptographic library does not start");
    }
    auto loaded = load(file);
    if (loaded || loaded.error().code != ErrorCode::NotFound) {
        return loaded;
    }
    if (auto created = create(file); !created) {
        return failure(std::move(created).error());
    }
    return load(file);
}

Result<Identity> Identity::load(const std::filesystem::path &file)
{
    struct stat status
    {
    };
    if (::stat(file.c_str(), &status) != 0) {
        return fileFailure(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Unavailable,
            std::string{"cannot read the identity: "} + std::strerror(errno), file);
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return fileFailure(ErrorCode::Denied, "others may read the identity: set its mode to 0600", file);
    }
    std::ifstream stream{file};
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) {
        return fileFailure(ErrorCode::Unavailable, "cannot read the identity", file);
    }
    return parse(text.str(), file);
}

Result<Identity> Identity::parse(const std::string &text, const std::filesystem::path &file)
{
    std::istringstream lines{text};
    std::string title;
    std::string uuidKey;
    std::string seedKey;
    std::string seedHex;
    Identity identity;
    std::getline(lines, title);
    lines >> uuidKey >> identity.m_uuid >> seedKey >> seedHex;
    std::array<unsigned char, kSeedBytes> seed{};
    std::size_t seedSize = 0;
    const bool isHex =
        sodium_hex2bin(seed.data(), seed.size(), seedHex.data(), seedHex.size(), nullptr, &seedSize, nullptr)
        == 0;
    if (title != kTitle || uuidKey != "uuid" || !isUuid(identity.m_uuid) || seedKey != "seed" || !isHex
        || seedSize != seed.size() || seedHex.size() != 2 * seed.size()) {
        return fileFailure(ErrorCode::Corrupt, "the identity is damaged", file);
    }
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> publicKey{};
    crypto_sign_seed_keypair(publicKey.data(), identity.m_secretKey.data(), seed.data());
    identity.m_publicKey.assign(publicKey.begin(), publicKey.end());
    return identity;
}

Result<void> Identity::create(const std::filesystem::path &file)
{
    std::array<unsigned char, kSeedBytes> seed{};
    randombytes_buf(seed.data(), seed.size());
    const std::string content =
        std::string{kTitle} + "\nuuid " + randomUuid() + "\nseed " + hexOf(seed) + "\n";
    const std::filesystem::path draft = file.string() + "." + std::to_string(::getpid());
    if (auto written = writeDurably(draft, content); !written) {
        return written;
    }
    // link() fails if the file exists, so the first of two processes wins and nobody sees half a file.
    const bool isLinked = ::link(draft.c_str(), file.c_str()) == 0 || errno == EEXIST;
    const int code = errno;
    ::unlink(draft.c_str());
    if (!isLinked) {
        return fileFailure(
            ErrorCode::Unavailable, std::string{"cannot create the identity: "} + std::strerror(code), file);
    }
    const int folder = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
    return {};
}

} // namespace qd::agent
