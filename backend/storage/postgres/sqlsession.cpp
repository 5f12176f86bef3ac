// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/sqlsession.h"

#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSqlDriver>

#include <atomic>

namespace qd::backend::storage {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcSql, "qd.backend.storage.sql")

constexpr int kTransactionTries = 3;
constexpr qsizetype kMostStatements = 300; // texts with a moment in them are all different

QString nextConnectionName()
{
    static std::atomic<int> counter{0};
    return u"qd-sql-"_s + QString::number(++counter);
}

ErrorCode codeFor(const QString &state)
{
    if (state == "23505"_L1 || state == "23P01"_L1 || state == "40001"_L1 || state == "40P01"_L1) {
        return ErrorCode::Conflict;
    }
    if (state == "23503"_L1 || state == "3D000"_L1) {
        return ErrorCode::NotFound;
    }
    if (state.startsWith("22"_L1) || state.startsWith("23"_L1)) {
        return ErrorCode::InvalidInput;
    }
    if (state == "57014"_L1 || state == "55P03"_L1) {
        return ErrorCode::Timeout;
    }
    if (state.startsWith("08"_L1) || state.startsWith("57P"_L1) || state.startsWith("53"_L1)
        || state == "58030"_L1 || state.startsWith("28"_L1) || state == "25006"_L1) {
        return ErrorCode::Unavailable;
    }
    return ErrorCode::Internal;
}

bool mayBeTriedAgain(const Error &error)
{
    const auto state = error.context.find("sqlstate");
    return state != error.context.end() && (state->second == "40001" || state->second == "40P01");
}

} // namespace

Error errorFor(const QSqlError &error)
{
    static const QRegularExpression constraint{u"constraint \"([^\"]+)\""_s};

    const QString state = error.nativeErrorCode();
    Error result;
    // A connection that broke has no SQLSTATE: the server never got to send one.
    result.code = state.isEmpty() ? ErrorCode::Unavailable : codeFor(state);
    result.message = error.databaseText().trimmed().section(u'\n', 0, 0).toStdString();
    if (result.message.empty()) {
        result.message = error.text().trimmed().toStdString();
    }
    if (state == "53100"_L1) {
        result.message = "the database's disk is full: " + result.message;
    }
    if (!state.isEmpty()) {
        result.context.emplace("sqlstate", state.toStdString());
    }
    if (const auto match = constraint.match(error.databaseText()); match.hasMatch()) {
        result.context.emplace("constraint", match.captured(1).toStdString());
    }
    return result;
}

SqlSession::SqlSession(DatabaseAddress address)
    : SqlSession{std::move(address), Limits{}}
{
}

SqlSession::SqlSession(DatabaseAddress address, Limits limits)
    : m_address{std::move(address)}
    , m_limits{limits}
    , m_name{nextConnectionName()}
{
}

SqlSession::~SqlSession()
{
    disconnect();
}

void SqlSession::disconnect()
{
    m_statements.clear();
    if (QSqlDatabase::contains(m_name)) {
        QSqlDatabase::database(m_name, false).close();
        QSqlDatabase::removeDatabase(m_name);
    }
}

bool SqlSession::isConnected() const
{
    return QSqlDatabase::contains(m_name) && QSqlDatabase::database(m_name, false).isOpen();
}

Result<void> SqlSession::connect()
{
    if (isConnected()) {
        return {};
    }
    const auto now = std::chrono::steady_clock::now();
    if (now < m_notBefore) {
        return failure(m_lastError);
    }
    Result<void> opened = open();
    if (opened) {
        m_backoff = std::chrono::milliseconds{0};
        m_notBefore = {};
        return opened;
    }
    disconnect();
    m_lastError = opened.error();
    m_backoff = std::clamp(m_backoff * 2, m_limits.firstBackoff, m_limits.longestBackoff);
    // Jitter of a half, so that several sessions do not knock together.
    const double factor = 0.5 + QRandomGenerator::global()->generateDouble() / 2;
    m_notBefore = now + std::chrono::milliseconds{qRound64(static_cast<double>(m_backoff.count()) * factor)};
    return opened;
}

Result<void> SqlSession::open()
{
    disconnect();
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QPSQL"_s, m_name);
    if (!database.isValid()) {
        return failure(ErrorCode::Internal, "Qt's PostgreSQL driver (QPSQL) is not installed");
    }
    database.setHostName(m_address.host);
    database.setPort(m_address.port);
    database.setUserName(m_address.user);
    database.setPassword(m_address.password);
    database.setDatabaseName(m_address.database);
    QString options =
        u"connect_timeout=5;application_name=quarterdeckd;keepalives_idle=10;keepalives_interval=5;"
        u"keepalives_count=3;tcp_user_timeout=20000"_s;
    if (!m_address.sslMode.isEmpty()) {
        options += u";sslmode="_s + m_address.sslMode;
    }
    database.setConnectOptions(options);
    if (!database.open()) {
        Error error = errorFor(database.lastError());
        // libpq reports a refused connection without an SQLSTATE, also when the server named its reason.
        if (database.lastError().databaseText().contains("does not exist"_L1)
            && database.lastError().databaseText().contains("database \""_L1)) {
            error.code = ErrorCode::NotFound;
        }
        return failure(std::move(error).with("database", m_address.toDisplayString().toStdString()));
    }
    QSqlQuery setup{database};
    const QString settings =
        u"set statement_timeout = %1; set lock_timeout = %2; set idle_in_transaction_session_timeout = %3; "
        u"set timezone = 'UTC'; set client_min_messages = warning"_s.arg(m_limits.statementTimeout.count())
            .arg(m_limits.lockTimeout.count())
            .arg(2 * m_limits.statementTimeout.count());
    if (!setup.exec(settings)) {
        return failure(errorFor(setup.lastError()));
    }
    return {};
}

Failure SqlSession::failed(const QSqlError &error)
{
    Error result = errorFor(error);
    const auto state = result.context.find("sqlstate");
    const bool isBroken =
        state == result.context.end() || state->second.starts_with("57P") || state->second.starts_with("08");
    if (isBroken) {
        qCWarning(lcSql, "connection to %s lost: %s", qPrintable(m_address.toDisplayString()),
            result.message.c_str());
        disconnect();
    }
    return failure(std::move(result));
}

Result<QSqlQuery *> SqlSession::run(const QString &sql, const QVariantList &values)
{
    const bool wasConnected = isConnected();
    Result<QSqlQuery *> result = runOnce(sql, values);
    if (!result && wasConnected && !isConnected() && !m_isInTransaction) {
        return runOnce(sql, values);
    }
    return result;
}

Result<QSqlQuery *> SqlSession::runOnce(const QString &sql, const QVariantList &values)
{
    if (auto connected = connect(); !connected) {
        return failure(std::move(connected).error());
    }
    auto known = m_statements.find(sql);
    if (known == m_statements.end()) {
        if (m_statements.size() >= kMostStatements) {
            m_statements.clear();
        }
        auto query = std::make_shared<QSqlQuery>(QSqlDatabase::database(m_name, false));
        if (!query->prepare(sql)) {
            return failed(query->lastError());
        }
        known = m_statements.insert(sql, std::move(query));
    }
    // Held on to: a broken connection clears the table of statements.
    const std::shared_ptr<QSqlQuery> query = *known;
    for (qsizetype i = 0; i < values.size(); ++i) {
        query->bindValue(static_cast<int>(i), values[i]);
    }
    if (!query->exec()) {
        return failed(query->lastError());
    }
    return query.get();
}

Result<void> SqlSession::runScript(const QString &sql)
{
    if (auto connected = connect(); !connected) {
        return connected;
    }
    QSqlError error;
    {
        QSqlQuery query{QSqlDatabase::database(m_name, false)};
        if (query.exec(sql)) {
            // exec() reports the first statement's result only.
            while (query.nextResult()) { }
        }
        error = query.lastError();
    }
    return error.isValid() ? Result<void>{failed(error)} : Result<void>{};
}

Result<void> SqlSession::transaction(const std::function<Result<void>()> &body)
{
    for (int attempt = 1;; ++attempt) {
        Result<void> result = transactionOnce(body);
        if (result || attempt == kTransactionTries || !mayBeTriedAgain(result.error())) {
            return result;
        }
    }
}

Result<void> SqlSession::transactionOnce(const std::function<Result<void>()> &body)
{
    const bool wasConnected = isConnected();
    Result<void> begun = runScript(u"begin"_s);
    if (!begun && wasConnected && !isConnected()) {
        begun = runScript(u"begin"_s);
    }
    if (!begun) {
        return begun;
    }
    m_isInTransaction = true;
    Result<void> result = body();
    m_isInTransaction = false;
    if (!isConnected()) {
        return result ? failure(ErrorCode::Unavailable, "the connection broke in a transaction") : result;
    }
    if (!result) {
        (void)runScript(u"rollback"_s); // if it fails the connection is gone, and the transaction with it
        return result;
    }
    return runScript(u"commit"_s);
}

} // namespace qd::backend::storage
