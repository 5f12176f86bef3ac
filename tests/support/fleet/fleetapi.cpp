// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleet/fleetapi.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/write.hpp>

#include <yaml-cpp/yaml.h>

#include <string_view>

namespace qd::fleet {

namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds kCallTimeout{120};
constexpr std::size_t kMaxAnswerBytes = 64U * 1024 * 1024;

Failure callFailure(const std::string &what, const std::string &why)
{
    return failure(ErrorCode::Unavailable, what + ": " + why);
}

/// The body of a good answer that came whole, as the backend writes them: with a length, never in chunks.
Result<std::string> bodyOf(const std::string &what, const std::string &answer)
{
    constexpr std::string_view kBegin = "HTTP/1.1 ";
    const std::size_t end = answer.find("\r\n\r\n");
    if (!answer.starts_with(kBegin) || end == std::string::npos) {
        return callFailure(what, "the answer is not HTTP");
    }
    std::string body = answer.substr(end + 4);
    if (answer[kBegin.size()] != '2') {
        return callFailure(what, answer.substr(kBegin.size(), 3) + " " + body);
    }
    return body;
}

} // namespace

FleetApi::FleetApi(agent::BackendUrl backend, std::string token)
    : m_backend(std::move(backend))
    , m_token(std::move(token))
{
}

agent::Task<Result<std::string>> FleetApi::call(std::string method, std::string path, std::string body)
{
    const std::string what = method + " " + path;
    boost::system::error_code error;
    asio::ip::tcp::socket::rebind_executor<agent::Executor>::other socket{co_await asio::this_coro::executor};
    agent::Timer limit{socket.get_executor(), kCallTimeout};
    limit.async_wait([&socket](const boost::system::error_code &cancelled) {
        if (!cancelled) {
            boost::system::error_code ignored; // what waits for it fails, and says so
            socket.close(ignored);
        }
    });
    const std::string host = m_backend.host == "localhost" ? "127.0.0.1" : m_backend.host;
    const auto address = asio::ip::make_address(host, error);
    if (!error) {
        const asio::ip::tcp::endpoint endpoint{address, m_backend.port};
        co_await socket.async_connect(endpoint, asio::redirect_error(agent::kUseTask, error));
    }
    const std::string request = requestOf(what, body);
    if (!error) {
        co_await asio::async_write(
            socket, asio::buffer(request), asio::redirect_error(agent::kUseTask, error));
    }
    std::string answer;
    if (!error) { // the backend closes at the end of its answer, as it was asked to
        co_await asio::async_read(socket, asio::dynamic_buffer(answer, kMaxAnswerBytes),
            asio::redirect_error(agent::kUseTask, error));
    }
    limit.cancel();
    if (error != asio::error::eof) {
        co_return callFailure(what, error ? error.message() : "the answer is too large");
    }
    co_return bodyOf(what, answer);
}

std::string FleetApi::requestOf(const std::string &what, const std::string &body) const
{
    return what + " HTTP/1.1\r\nHost: " + m_backend.authority() + "\r\nAuthorization: Bearer " + m_token
        + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + body;
}

agent::Task<Result<std::vector<std::string>>> FleetApi::enrolTokens(std::size_t count)
{
    const std::string body = "{\"count\":" + std::to_string(count) + "}";
    const auto answer = co_await call("POST", "/api/quarterdeck/v1/enrol-tokens", body);
    if (!answer) {
        co_return failure(answer.error());
    }
    std::vector<std::string> tokens;
    try {
        tokens = YAML::Load(*answer)["tokens"].as<std::vector<std::string>>(); // JSON is YAML too
    } catch (const YAML::Exception &error) {
        co_return callFailure("POST enrol-tokens", error.what());
    }
    co_return tokens;
}

agent::Task<Result<std::map<std::pair<std::int32_t, std::string>, std::int32_t>>> FleetApi::readTree()
{
    const auto answer = co_await call("GET", "/api/quarterdeck/v1/tree", "");
    if (!answer) {
        co_return failure(answer.error());
    }
    std::map<std::pair<std::int32_t, std::string>, std::int32_t> nodes;
    try {
        for (const YAML::Node &node : YAML::Load(*answer)["nodes"]) {
            nodes[{node["parent"].as<std::int32_t>(0), node["name"].as<std::string>()}] =
                node["id"].as<std::int32_t>();
        }
    } catch (const YAML::Exception &error) {
        co_return callFailure("GET tree", error.what());
    }
    co_return nodes;
}

agent::Task<Result<std::vector<std::int32_t>>> FleetApi::buildTree()
{
    auto nodes = co_await readTree();
    if (!nodes) {
        co_return failure(nodes.error());
    }
    std::vector<std::int32_t> components;
    for (const ComponentPath &path : componentPaths()) {
        std::int32_t parent = 0;
        for (const std::string &name : path.names) {
            auto known = nodes->find({parent, name});
            if (known == nodes->end()) {
                const std::string body = "{\"parent\":" + std::to_string(parent) + ",\"name\":\"" + name
                    + "\",\"reason\":\"simulated fleet\"}";
                const auto answer = co_await call("POST", "/api/quarterdeck/v1/nodes", body);
                if (!answer) {
                    co_return failure(answer.error());
                }
                const auto id = YAML::Load(*answer)["id"].as<std::int32_t>(0);
                known = nodes->emplace(std::pair{parent, name}, id).first;
            }
            parent = known->second;
        }
        components.push_back(parent);
    }
    co_return components;
}

agent::Task<Result<void>> FleetApi::mount(std::int32_t host, std::int32_t component)
{
    const std::string path = "/api/quarterdeck/v1/hosts/" + std::to_string(host) + "/mounts";
    const std::string body =
        "{\"components\":[" + std::to_string(component) + "],\"reason\":\"simulated fleet\"}";
    const auto answer = co_await call("PUT", path, body);
    if (!answer) {
        co_return failure(answer.error());
    }
    co_return Result<void>{};
}

} // namespace qd::fleet
