// SPDX-License-Identifier: GPL-3.0-or-later
// The codecs: bytes and CPU per sample.
#include "shared/series/flatblock.h"
#include "shared/series/pack.h"
#include "tests/bench/hostseries.h"
#include "tests/support/meter/benchline.h"

using namespace qd;
using namespace qd::series;
using qd::test::atMost;
using qd::test::printBench;

namespace {

void liveBlocks()
{
    constexpr int kRows = 4'000;
    bench::HostSeries host(1);
    std::vector<Block> blocks;
    for (int row = 0; row < kRows; ++row) {
        blocks.push_back(host.block(1'700'000'000'000 + row * 10'000, 1));
    }
    std::vector<Bytes> encoded;
    const bench::Stopwatch encoding;
    for (const Block &block : blocks) {
        encoded.push_back(encodeBlock(block));
    }
    constexpr double kSamples = static_cast<double>(kRows) * bench::HostSeries::kSeries;
    printBench("block_live_encode", encoding.seconds() / kSamples * 1e9, "ns/sample", atMost(60));
    std::size_t bytes = 0;
    BlockDecoder decoder;
    FlatBlock flat;
    bool isGood = true;
    const bench::Stopwatch decoding;
    for (const Bytes &block : encoded) {
        bytes += block.size();
        isGood = isGood && decoder.decode(block, flat);
    }
    printBench(
        "block_live_decode", isGood ? decoding.seconds() / kSamples * 1e9 : -1, "ns/sample", atMost(15));
    printBench("block_live_size", static_cast<double>(bytes) / kSamples, "bytes/sample", atMost(4.5));
}

void packs()
{
    constexpr int kHosts = 30;
    constexpr std::size_t kRows = 360;
    std::vector<Block> blocks;
    for (int host = 0; host < kHosts; ++host) {
        blocks.push_back(
            bench::HostSeries(static_cast<std::uint64_t>(host) + 1).block(1'700'000'000'000, kRows));
    }
    constexpr double kSamples = static_cast<double>(kHosts * kRows * bench::HostSeries::kSeries);
    PackEncoder encoder;
    std::vector<Pack> encoded;
    const bench::Stopwatch encoding;
    for (const Block &block : blocks) {
        encoded.push_back(encoder.encode(block));
    }
    printBench("pack_encode", encoding.seconds() / kSamples * 1e9, "ns/sample", atMost(40));
    std::size_t bytes = 0;
    bool isGood = true;
    const bench::Stopwatch decoding;
    for (const Pack &pack : encoded) {
        bytes += pack.bytes.size() + pack.directory.size() * 4;
        isGood = isGood && decodePack(pack);
    }
    printBench("pack_decode", isGood ? decoding.seconds() / kSamples * 1e9 : -1, "ns/sample", atMost(15));
    printBench("pack_size", static_cast<double>(bytes) / kSamples, "bytes/sample", atMost(0.75));
}

} // namespace

int main()
{
    liveBlocks();
    packs();
    return 0;
}
