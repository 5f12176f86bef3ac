// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/spool/recordlog.h"

#include "agent/spool/bytesio.h"
#include "shared/series/crc32c.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace qd::agent {

namespace {

// On disk: magic, kind, payload size, CRC-32C over kind, size and payload (4 bytes each, least significant
// first), then the payload. The magic is what a reader searches for after a damaged place.
constexpr std::uint32_t kMagic = 0x3152'4451; // "QDR1"
constexpr std::size_t kHeaderBytes = 16;
constexpr std::uint32_t kMaxPayload = 16'000'000;
constexpr std::string_view kSuffix = ".seg";

Failure diskFailure(const char *what, int code)
{
    return failure(ErrorCode::Unavailable, std::string{what} + ": " + std::strerror(code),
        {{"errno", std::to_string(code)}});
}

series::Bytes frame(std::uint8_t kind, series::ByteView payload)
{
    series::Bytes checked;
    checked.reserve(8 + payload.size());
    putNumber(checked, std::uint32_t{kind});
    putNumber(checked, static_cast<std::uint32_t>(payload.size()));
    checked.insert(checked.end(), payload.begin(), payload.end());

    series::Bytes record;
    record.reserve(kHeaderBytes + payload.size());
    putNumber(record, kMagic);
    record.insert(record.end(), checked.begin(), checked.begin() + 8);
    putNumber(record, series::crc32c(checked));
    record.insert(record.end(), payload.begin(), payload.end());
    return record;
}

struct Parsed
{
    std::uint8_t kind = 0;
    series::ByteView payload;
};

/// The record at the front of the bytes, if it is whole and its checksum holds.
std::optional<Parsed> parse(series::ByteView bytes)
{
    series::ByteView rest = bytes;
    const auto magic = takeNumber<std::uint32_t>(rest);
    const auto kind = takeNumber<std::uint32_t>(rest);
    const auto size = takeNumber<std::uint32_t>(rest);
    const auto checksum = takeNumber<std::uint32_t>(rest);
    if (!checksum || *magic != kMagic || *kind > 0xFF || *size > kMaxPayload || rest.size() < *size) {
        return std::nullopt;
    }
    series::Bytes checked{bytes.begin() + 4, bytes.begin() + 12};
    checked.insert(checked.end(), rest.begin(), rest.begin() + *size);
    if (series::crc32c(checked) != *checksum) {
        return std::nullopt;
    }
    return Parsed{static_cast<std::uint8_t>(*kind), rest.first(*size)};
}

/// Reads [offset, offset + size) of a file, less if it is shorter.
Result<series::Bytes> readFile(const std::filesystem::path &path, std::uint64_t offset, std::size_t size)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return diskFailure("cannot open a spool segment", errno);
    }
    series::Bytes bytes(size);
    std::size_t done = 0;
    while (done < size) {
        const ssize_t got =
            ::pread(descriptor, bytes.data() + done, size - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            break;
        }
        done += static_cast<std::size_t>(got);
    }
    ::close(descriptor);
    bytes.resize(done);
    return bytes;
}

std::optional<std::uint32_t> segmentNumber(const std::filesystem::path &path)
{
    const std::string name = path.filename().string();
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    const bool isOurs = error == std::errc{} && number != 0 && std::string_view{end} == kSuffix;
    return isOurs ? std::optional{number} : std::nullopt;
}

} // namespace

RecordLog::RecordLog(Options options, std::uint8_t preambleKind, Preamble preamble)
    : m_options(std::move(options))
    , m_preambleKind(preambleKind)
    , m_preamble(std::move(preamble))
{
    if (!m_options.write) {
        m_options.write = [](int descriptor, const void *data, std::size_t size) {
            return ::write(descriptor, data, size);
        };
    }
}

RecordLog::~RecordLog()
{
    closeActive();
}

Result<RecordLog::Recovered> RecordLog::open(const Reader &reader)
{
    std::error_code error;
    std::filesystem::create_directories(m_options.directory, error);
    if (error) {
        return failure(ErrorCode::Unavailable, "cannot create the spool directory: " + error.message(),
            {{"directory", m_options.directory.string()}});
    }
    ::chmod(m_options.directory.c_str(), S_IRWXU);
    std::vector<std::uint32_t> numbers;
    std::filesystem::directory_iterator files{m_options.directory, error};
    for (; !error && files != std::filesystem::directory_iterator{}; files.increment(error)) {
        if (const auto number = segmentNumber(files->path())) {
            numbers.push_back(*number);
        }
    }
    if (error) {
        return failure(ErrorCode::Unavailable, "cannot read the spool directory: " + error.message(),
            {{"directory", m_options.directory.string()}});
    }
    std::sort(numbers.begin(), numbers.end());
    Recovered recovered;
    for (const std::uint32_t number : numbers) {
        m_newest = number;
        scan(number, number == numbers.back(), reader, recovered);
    }
    return recovered;
}

void RecordLog::scan(std::uint32_t number, bool isNewest, const Reader &reader, Recovered &recovered)
{
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(pathOf(number), error);
    Segment &segment = m_segments[number];
    segment.size = error ? 0 : size;
    m_bytes += segment.size;
    const auto content = readFile(pathOf(number), 0, static_cast<std::size_t>(segment.size));
    if (!content) {
        ++recovered.corrupted;
        return;
    }
    const series::ByteView bytes{*content};
    bool isInDamage = false;
    for (std::size_t at = 0; at < bytes.size();) {
        if (const auto record = parse(bytes.subspan(at))) {
            recovered.corrupted += isInDamage ? 1 : 0;
            isInDamage = false;
            ++recovered.records;
            ++segment.live;
            reader(record->kind, record->payload,
                {number, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(record->payload.size())});
            at += kHeaderBytes + record->payload.size();
        } else {
            isInDamage = true;
            ++at;
        }
    }
    if (isInDamage) {
        ++(isNewest ? recovered.tornTails : recovered.corrupted);
    }
}

Result<void> RecordLog::startSegment()
{
    closeActive();
    std::error_code error;
    std::filesystem::create_directories(m_options.directory, error); // it may have come back only now
    const std::uint32_t number = m_newest + 1;
    m_descriptor =
        ::open(pathOf(number).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (m_descriptor < 0) {
        return diskFailure("cannot create a spool segment", errno);
    }
    m_newest = number;
    m_active = number;
    m_segments[number] = {};
    const auto place = appendToActive(m_preambleKind, m_preamble());
    if (!place) {
        discard(number);
        return failure(place.error());
    }
    release(*place);
    sweep();
    return {};
}

Result<RecordPlace> RecordLog::append(std::uint8_t kind, series::ByteView payload)
{
    if (payload.size() > kMaxPayload) {
        return failure(ErrorCode::InvalidInput, "a record is larger than 16 MB");
    }
    const auto active = m_segments.find(m_active);
    const bool isFull = active != m_segments.end()
        && (active->second.size >= m_options.segmentBytes
            || (active->second.live == 0 && active->second.size >= m_options.deadBytes));
    if (active == m_segments.end() || isFull) {
        if (auto started = startSegment(); !started) {
            m_later.clear();
            return failure(std::move(started).error());
        }
    }
    return appendToActive(kind, payload);
}

void RecordLog::appendLater(std::uint8_t kind, series::ByteView payload)
{
    const series::Bytes record = frame(kind, payload);
    m_later.insert(m_later.end(), record.begin(), record.end());
}

Result<RecordPlace> RecordLog::appendToActive(std::uint8_t kind, series::ByteView payload)
{
    Segment &segment = m_segments[m_active];
    const std::size_t before = m_later.size();
    appendLater(kind, payload);
    const series::Bytes record = std::exchange(m_later, {});
    std::size_t done = 0;
    while (done < record.size()) {
        const ssize_t wrote = m_options.write(m_descriptor, record.data() + done, record.size() - done);
        if (wrote < 0 && errno == EINTR) {
            continue;
        }
        if (wrote <= 0) {
            const int code = wrote < 0 ? errno : ENOSPC;
            // What was written of the record must go, or it would look like damage. If even that fails, the
            // segment is left as it is and the next append begins a new one.
            if (::ftruncate(m_descriptor, static_cast<off_t>(segment.size)) != 0) {
                closeActive();
            }
            return diskFailure("cannot write to the spool", code);
        }
        done += static_cast<std::size_t>(wrote);
    }
    const RecordPlace place{m_active, static_cast<std::uint32_t>(segment.size + before),
        static_cast<std::uint32_t>(payload.size())};
    segment.size += record.size();
    ++segment.live;
    m_bytes += record.size();
    return place;
}

void RecordLog::flush() const
{
    if (m_descriptor >= 0) {
        ::fdatasync(m_descriptor);
    }
}

Result<series::Bytes> RecordLog::read(const RecordPlace &place) const
{
    const auto bytes = readFile(pathOf(place.segment), place.offset, kHeaderBytes + place.size);
    if (!bytes) {
        return failure(bytes.error());
    }
    const auto record = parse(*bytes);
    if (!record) {
        return failure(ErrorCode::Corrupt, "a spooled record does not match its checksum",
            {{"segment", std::to_string(place.segment)}, {"offset", std::to_string(place.offset)}});
    }
    return series::Bytes{record->payload.begin(), record->payload.end()};
}

void RecordLog::release(const RecordPlace &place)
{
    const auto found = m_segments.find(place.segment);
    if (found == m_segments.end() || found->second.live == 0) {
        return;
    }
    // The newest segment stays even when it is dead: its preamble carries the numbering across a restart.
    if (--found->second.live == 0 && m_active != 0 && place.segment != m_active) {
        discard(place.segment);
    }
}

void RecordLog::discard(std::uint32_t segment)
{
    const auto found = m_segments.find(segment);
    if (found == m_segments.end()) {
        return;
    }
    if (segment == m_active) {
        closeActive();
    }
    std::error_code ignored; // a file that is gone already is as good as deleted
    std::filesystem::remove(pathOf(segment), ignored);
    m_bytes -= found->second.size;
    m_segments.erase(found);
}

std::uint32_t RecordLog::oldestSegment() const
{
    return m_segments.empty() ? 0 : m_segments.begin()->first;
}

std::filesystem::path RecordLog::pathOf(std::uint32_t segment) const
{
    std::string digits = std::to_string(segment);
    digits.insert(0, 10 - std::min<std::size_t>(10, digits.size()), '0');
    return m_options.directory / (digits + std::string{kSuffix});
}

void RecordLog::closeActive()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
        m_descriptor = -1;
    }
    m_active = 0;
}

void RecordLog::sweep()
{
    std::vector<std::uint32_t> dead;
    for (const auto &[number, segment] : m_segments) {
        if (segment.live == 0 && number != m_active) {
            dead.push_back(number);
        }
    }
    std::for_each(dead.begin(), dead.end(), [this](std::uint32_t number) { discard(number); });
}

} // namespace qd::agent
