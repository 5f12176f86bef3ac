// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/cmdb/inventorystore.h"

#include <array>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace qd::backend::cmdb {

/// Hosts, ascending by id, to be read like a vector of them. The records are shared between snapshots,
/// because the next one differs in a few of perhaps 100,000.
class HostList
{
public:
    using Entry = std::shared_ptr<const HostRecord>;

    class Iterator
    {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = HostRecord;
        using difference_type = std::ptrdiff_t;
        using pointer = const HostRecord *;
        using reference = const HostRecord &;

        Iterator() = default;
        explicit Iterator(std::vector<Entry>::const_iterator at)
            : m_at{at}
        {
        }
        reference operator*() const { return **m_at; }
        pointer operator->() const { return m_at->get(); }
        Iterator &operator++()
        {
            ++m_at;
            return *this;
        }
        Iterator operator++(int) { return Iterator{m_at++}; }
        bool operator==(const Iterator &) const = default;

    private:
        std::vector<Entry>::const_iterator m_at;
    };

    HostList() = default;
    explicit HostList(std::vector<Entry> ascendingById);

    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    [[nodiscard]] bool empty() const { return m_entries.empty(); }
    [[nodiscard]] const HostRecord &operator[](std::size_t index) const { return *m_entries[index]; }
    [[nodiscard]] Iterator begin() const { return Iterator{m_entries.begin()}; }
    [[nodiscard]] Iterator end() const { return Iterator{m_entries.end()}; }
    [[nodiscard]] const HostRecord *find(HostId id) const; ///< null if unknown
    [[nodiscard]] Entry entry(HostId id) const; ///< null if unknown
    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }

private:
    std::vector<Entry> m_entries;
};

/// An unchanging picture of tree and hosts with indexes; shared freely between threads.
class InventorySnapshot
{
public:
    /// A host without a name gets its hostname for one.
    explicit InventorySnapshot(InventoryPicture picture);
    InventorySnapshot(std::vector<TreeNode> parentsFirst, HostList hosts);

    [[nodiscard]] const std::vector<TreeNode> &nodes() const { return m_nodes; } ///< parents before children
    [[nodiscard]] const HostList &hosts() const { return m_hosts; }
    [[nodiscard]] const HostRecord *host(HostId id) const { return m_hosts.find(id); } ///< null if unknown
    [[nodiscard]] const TreeNode *node(NodeId id) const; ///< null if unknown

    /// The names of region, category, service, component, in that order; empty names for an unknown
    /// component.
    [[nodiscard]] std::array<std::string_view, 4> pathOf(NodeId component) const;

    /// One path for each component that the host is mounted on; empty for an unknown host.
    [[nodiscard]] std::vector<std::array<std::string_view, 4>> pathsOf(HostId id) const;

private:
    void indexNodes();

    std::vector<TreeNode> m_nodes;
    HostList m_hosts;
    std::unordered_map<NodeId, std::size_t> m_nodeIndex;
};

/// Where the current snapshot is read. Thread-safe; a reader keeps what it got for as long as it needs.
class Inventory
{
public:
    virtual ~Inventory() = default;
    [[nodiscard]] virtual std::shared_ptr<const InventorySnapshot> snapshot() const = 0;
};

} // namespace qd::backend::cmdb
