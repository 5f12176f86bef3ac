// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleet/fleetapi.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <yaml-cpp/yaml.h>

namespace qd::fleet {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr std::chrono::seconds kCallTimeout{120};
constexpr std::uint64_t kMaxAnswerBytes = 64U * 1024 * 1024;

Failure callFailure(const std::string &what, const std::string &why)
{
    return failure(ErrorCode::Unavailable, what + ": " + why);
}

} // namespace

FleetApi::FleetApi(agent::BackendUrl backend, std::string token)
    : m_backend(std::move(backend))
    , m_token(std::move(token))
{
}

asio::awaitable<Result<std::string>> FleetApi::call(std::string method, std::string path, std::string body)
{
    const std::string what = method + " " + path;
    boost::system::error_code error;
    beast::tcp_stream stream{co_await asio::this_coro::executor};
    stream.expires_after(kCallTimeout);
    const std::string host = m_backend.host == "localhost" ? "127.0.0.1" : m_backend.host;
    const auto address = asio::ip::make_address(host, error);
    if (!error) {
        const asio::ip::tcp::endpoint endpoint{address, m_backend.port};
        co_await stream.async_connect(endpoint, asio::redirect_error(asio::use_awaitable, error));
    }
    if (error) {
        co_return callFailure(what, error.message());
    }
    http::request<http::string_body> request{http::string_to_verb(method), path, 11};
    request.set(http::field::host, m_backend.authority());
    request.set(http::field::authorization, "Bearer " + m_token);
    request.set(http::field::connection, "close");
    if (!body.empty()) {
        request.set(http::field::content_type, "application/json");
        request.body() = std::move(body);
    }
    request.prepare_payload();
    co_await http::async_write(stream, request, asio::redirect_error(asio::use_awaitable, error));
    if (error) {
        co_return callFailure(what, error.message());
    }
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(kMaxAnswerBytes);
    co_await http::async_read(stream, buffer, parser, asio::redirect_error(asio::use_awaitable, error));
    if (error) {
        co_return callFailure(what, error.message());
    }
    if (parser.get().result_int() / 100 != 2) {
        co_return callFailure(what, std::to_string(parser.get().result_int()) + " " + parser.get().body());
    }
    co_return parser.get().body();
}

asio::awaitable<Result<std::vector<std::string>>> FleetApi::enrolTokens(std::size_t count)
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

asio::awaitable<Result<std::map<std::pair<std::int32_t, std::string>, std::int32_t>>> FleetApi::readTree()
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

asio::awaitable<Result<std::vector<std::int32_t>>> FleetApi::buildTree()
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

asio::awaitable<Result<void>> FleetApi::mount(std::int32_t host, std::int32_t component)
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
