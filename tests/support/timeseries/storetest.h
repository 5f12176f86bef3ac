// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <chrono>
#include "tests/support/privatepostgres.h"
#include "tests/support/timeseries/storefakes.h"
#endif

#include <QObject>

#include <random>

namespace qd::test {

// Noon UTC of a day, so that neither the hour nor the day ends by chance.
inline constexpr std::int64_t kNoon = 1'700'049'600'000;
inline constexpr std::int64_t kHour = 3'600'000;
inline constexpr std::int64_t kDay = 24 * kHour;
inline constexpr std::uint64_t kDictionary = 0xFEDC'BA98'7654'3210ULL; // beyond the signed range

/// What was acknowledged, by series text, to be compared with what the store answers.
class Model
{
public:
    void add(HostId host, const backend::SeriesRegistration &series, std::int64_t time, double value);
    [[nodiscard]] ReadBack within(
        std::int64_t from, std::int64_t to, const std::string &containing = {}) const;

private:
    std::map<std::string, std::map<std::int64_t, double>> m_samples;
};

[[nodiscard]] promql::Matcher metric(const char *name);

/// Base of the tests of the sample store: one private PostgreSQL per executable, a fresh database with the
/// whole schema and an open store per test.
class StoreTest : public QObject
{
    Q_OBJECT

public:
    StoreTest();
    ~StoreTest() override;

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

protected:
    void open(backend::TimeseriesConfig config = {});
    void close();
    /// Closes, and opens a store that stops without flushing, as in a crash.
    void reopenWithoutFlush(backend::TimeseriesConfig config = {});
    void registerHost(int host);
    /// One row of every series. @return how many samples
    std::size_t send(HostId host, std::uint64_t sequence, std::int64_t time, Model *model = nullptr);
    Result<void> sendBlock(HostId host, std::uint64_t sequence, const series::Block &block);
    [[nodiscard]] std::int64_t count(const std::string &sql);
    void run(const std::string &sql);
    void verifyAll(const Model &model, std::int64_t from, std::int64_t to);

    std::unique_ptr<PrivatePostgres> m_postgres;
    std::string m_connection;
    std::unique_ptr<SettableClock> m_clock;
    std::unique_ptr<FakeTreeLabels> m_tree;
    std::unique_ptr<backend::TimeseriesEngine> m_store;
    std::unique_ptr<Answers> m_answers;
    std::vector<backend::SeriesRegistration> m_series;

private:
    int m_databases = 0;
    std::mt19937_64 m_random{7};
};

} // namespace qd::test
