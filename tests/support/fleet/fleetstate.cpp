// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleet/fleetstate.h"

#include <sodium.h>

#include <algorithm>
#include <fstream>

#include <sys/stat.h>

namespace qd::fleet {

namespace {

constexpr std::size_t kSecretBytes = 32;

std::string hexOf(std::span<const unsigned char> bytes)
{
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    hex.pop_back();
    return hex;
}

std::set<int> readNumbers(std::istream &stream)
{
    std::set<int> numbers;
    std::size_t count = 0;
    stream >> count;
    for (int number = 0; numbers.size() < count && stream >> number;) {
        numbers.insert(number);
    }
    return numbers;
}

void writeNumbers(std::ostream &stream, const std::set<int> &numbers)
{
    stream << numbers.size();
    for (const int number : numbers) {
        stream << ' ' << number;
    }
    stream << '\n';
}

} // namespace

std::vector<std::byte> HostIdentity::sign(std::span<const std::byte> text) const
{
    std::vector<std::byte> signature(crypto_sign_BYTES);
    crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr,
        reinterpret_cast<const unsigned char *>(text.data()), text.size(), secretKey.data());
    return signature;
}

Result<FleetState> FleetState::open(const std::filesystem::path &directory)
{
    if (sodium_init() < 0) {
        return failure(ErrorCode::Internal, "the cryptographic library does not start");
    }
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    if (error) {
        return failure(
            ErrorCode::Unavailable, "cannot create " + directory.string() + ": " + error.message());
    }
    FleetState state;
    state.m_directory = directory;
    std::ifstream stream{directory / "fleet.state"};
    if (!stream) {
        randombytes_buf(state.m_secret.data(), state.m_secret.size());
        if (auto saved = state.save(); !saved) {
            return failure(saved.error());
        }
        return state;
    }
    std::string hex;
    stream >> hex;
    std::size_t size = 0;
    if (sodium_hex2bin(
            state.m_secret.data(), state.m_secret.size(), hex.data(), hex.size(), nullptr, &size, nullptr)
            != 0
        || size != kSecretBytes) {
        return failure(ErrorCode::Corrupt, (directory / "fleet.state").string() + " is damaged");
    }
    stream >> state.m_keptUntilMs;
    state.m_enrolled = readNumbers(stream);
    state.m_mounted = readNumbers(stream);
    return state;
}

HostIdentity FleetState::identity(int index) const
{
    HostIdentity identity;
    std::array<unsigned char, crypto_sign_SEEDBYTES + 16> derived{};
    const std::string text = "host " + std::to_string(index);
    crypto_generichash(derived.data(), derived.size(), reinterpret_cast<const unsigned char *>(text.data()),
        text.size(), m_secret.data(), m_secret.size());
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> publicKey{};
    crypto_sign_seed_keypair(publicKey.data(), identity.secretKey.data(), derived.data());
    identity.publicKey.assign(publicKey.begin(), publicKey.end());
    std::array<unsigned char, 16> uuid{};
    std::copy(derived.end() - 16, derived.end(), uuid.begin());
    uuid[6] = static_cast<unsigned char>((uuid[6] & 0x0FU) | 0x40U);
    uuid[8] = static_cast<unsigned char>((uuid[8] & 0x3FU) | 0x80U);
    identity.uuid = hexOf(uuid);
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) {
        identity.uuid.insert(dash, 1, '-');
    }
    return identity;
}

void FleetState::setEnrolled(int index, bool isEnrolled)
{
    if (isEnrolled) {
        m_enrolled.insert(index);
    } else {
        m_enrolled.erase(index);
        m_mounted.erase(index); // a backend that does not know the host does not know its mounts
    }
}

Result<void> FleetState::save() const
{
    const std::filesystem::path draft = m_directory / "fleet.state.new";
    {
        std::ofstream stream{draft, std::ios::trunc};
        ::chmod(draft.c_str(), S_IRUSR | S_IWUSR);
        stream << hexOf(m_secret) << '\n' << m_keptUntilMs << '\n';
        writeNumbers(stream, m_enrolled);
        writeNumbers(stream, m_mounted);
        stream.flush();
        if (!stream) {
            return failure(ErrorCode::Unavailable, "cannot write " + draft.string());
        }
    }
    std::error_code error;
    std::filesystem::rename(draft, m_directory / "fleet.state", error);
    return error ? Result<void>{failure(ErrorCode::Unavailable, "cannot write the state: " + error.message())}
                 : Result<void>{};
}

} // namespace qd::fleet
