// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/connectiongate.h"

#include <utility>

namespace qd::backend::http {

ConnectionGate::Ticket::Ticket(std::shared_ptr<ConnectionGate> gate, QHostAddress source)
    : m_gate(std::move(gate))
    , m_source(std::move(source))
{
}

ConnectionGate::Ticket::~Ticket()
{
    m_gate->release(m_source);
}

ConnectionGate::ConnectionGate(int maxConnections, int maxPerSource)
    : m_maxConnections(maxConnections)
    , m_maxPerSource(maxPerSource)
{
}

std::unique_ptr<ConnectionGate::Ticket> ConnectionGate::admit(const QHostAddress &source, Refusal *reason)
{
    const std::lock_guard lock(m_mutex);
    if (m_open >= m_maxConnections) {
        *reason = Refusal::TooManyConnections;
        return nullptr;
    }
    int &ofSource = m_perSource[source];
    if (!source.isLoopback() && ofSource >= m_maxPerSource) {
        *reason = Refusal::TooManyFromSource;
        return nullptr;
    }
    ++ofSource;
    ++m_open;
    return std::make_unique<Ticket>(shared_from_this(), source);
}

int ConnectionGate::open() const
{
    const std::lock_guard lock(m_mutex);
    return m_open;
}

void ConnectionGate::release(const QHostAddress &source)
{
    const std::lock_guard lock(m_mutex);
    --m_open;
    const auto ofSource = m_perSource.find(source);
    if (ofSource != m_perSource.end() && --ofSource.value() == 0) {
        m_perSource.erase(ofSource);
    }
}

} // namespace qd::backend::http
