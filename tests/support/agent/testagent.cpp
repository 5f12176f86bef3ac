// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/agent/testagent.h"

#include "shared/series/block.h"

#include <sodium.h>

namespace qd::test {

namespace {

constexpr std::uint64_t kDictionary = 5;

unsigned char *bytesOf(std::string &text)
{
    return reinterpret_cast<unsigned char *>(text.data());
}

} // namespace

TestIdentity::TestIdentity(std::string uuidText)
    : uuid(std::move(uuidText))
    , secretKey(crypto_sign_SECRETKEYBYTES, '\0')
{
    if (sodium_init() < 0) {
        qFatal("the cryptographic library does not start");
    }
    fingerprint.agentKey.resize(crypto_sign_PUBLICKEYBYTES);
    crypto_sign_keypair(bytesOf(fingerprint.agentKey), bytesOf(secretKey));
}

TestAgent::TestAgent(const QUrl &url, TestIdentity identity)
    : m_identity(std::move(identity))
    , m_channel(new QWebSocket)
{
    connect(&m_channel, &net::MessageChannel::received, this,
        [this](const protocol::Envelope &envelope) { m_inbox.push_back(envelope); });
    connect(&m_channel, &net::MessageChannel::closed, this, [this] { m_isClosed = true; });
    m_channel.socket().open(url);
}

bool TestAgent::sayHello(bool withGoodSignature)
{
    const auto challenge = next<protocol::Challenge>();
    if (!challenge) {
        return false;
    }
    protocol::Hello hello;
    hello.uuid = m_identity.uuid;
    hello.fingerprint = m_identity.fingerprint;
    hello.hostname = "web-1";
    hello.enrolToken = m_identity.enrolToken;
    hello.dictionary = kDictionary;
    hello.features = features;
    const protocol::Blob text =
        protocol::helloSigningText(challenge->nonce, withGoodSignature ? m_identity.uuid : "another");
    hello.signature.resize(crypto_sign_BYTES);
    crypto_sign_detached(reinterpret_cast<unsigned char *>(hello.signature.data()), nullptr,
        reinterpret_cast<const unsigned char *>(text.data()), text.size(), bytesOf(m_identity.secretKey));
    send(std::move(hello));
    return true;
}

std::optional<protocol::Welcome> TestAgent::signIn()
{
    return sayHello() ? next<protocol::Welcome>() : std::nullopt;
}

void TestAgent::send(protocol::Message message, quint32 requestId)
{
    m_channel.send(std::move(message), requestId);
}

void TestAgent::sendBlock(std::uint64_t sequence, const SpoolDepth &spool)
{
    sendSample(sequence, 1'700'000'000'000, 42.0, spool);
}

void TestAgent::sendSample(std::uint64_t sequence, std::int64_t timeMs, double value, const SpoolDepth &spool)
{
    series::Block block;
    block.times = {timeMs};
    block.columns = {{1, {value}}};
    send(protocol::BlockMessage{
        kDictionary, sequence, fromUnixMs(1), 0, series::encodeBlock(block), spool, roundTrip, wantsAcks});
}

} // namespace qd::test
