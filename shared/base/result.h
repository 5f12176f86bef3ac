// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/error.h"

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace qd {

/// Carries an Error into a Result: `return failure(ErrorCode::NotFound, "no such host");`
/// Cold, so that the compiler keeps the paths that end in one apart from those that every call takes.
struct Failure
{
    Error error;
};

[[nodiscard, gnu::cold]] inline Failure failure(
    ErrorCode code, std::string message, std::map<std::string, std::string> context = {})
{
    return {Error{code, std::move(message), std::move(context)}};
}

[[nodiscard, gnu::cold]] inline Failure failure(Error error)
{
    return {std::move(error)};
}

/// A value or the Error that prevented it. Shaped like std::expected, which replaces it once the compiler has
/// it. value() on a failure and error() on a success are programmer mistakes and end the program.
template <typename T>
class [[nodiscard]] Result
{
public:
    using value_type = T;

    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Failure failed)
        : m_state(std::in_place_index<1>, std::move(failed.error))
    {
    }

    [[nodiscard]] bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }

    [[nodiscard]] T &value() & { return std::get<0>(m_state); }
    [[nodiscard]] const T &value() const & { return std::get<0>(m_state); }
    [[nodiscard]] T &&value() && { return std::get<0>(std::move(m_state)); }
    [[nodiscard]] T &operator*() & { return value(); }
    [[nodiscard]] const T &operator*() const & { return value(); }
    [[nodiscard]] T &&operator*() && { return std::move(*this).value(); }
    [[nodiscard]] T *operator->() { return &value(); }
    [[nodiscard]] const T *operator->() const { return &value(); }

    [[nodiscard]] const Error &error() const & { return std::get<1>(m_state); }
    [[nodiscard]] Error &&error() && { return std::get<1>(std::move(m_state)); }

    [[nodiscard]] T value_or(T fallback) const & { return has_value() ? value() : std::move(fallback); }

    /// Continues with f(value) -> Result<U>, or passes the error on.
    template <typename F>
    [[nodiscard]] auto and_then(F &&f) && -> std::invoke_result_t<F, T &&>
    {
        if (has_value()) {
            return std::forward<F>(f)(std::move(*this).value());
        }
        return Failure{std::move(*this).error()};
    }

    /// Continues with f(value) -> U, or passes the error on.
    template <typename F>
    [[nodiscard]] auto transform(F &&f) && -> Result<std::invoke_result_t<F, T &&>>
    {
        if (has_value()) {
            return std::forward<F>(f)(std::move(*this).value());
        }
        return Failure{std::move(*this).error()};
    }

    /// Gives f(error) -> Result<T> a chance to recover.
    template <typename F>
    [[nodiscard]] Result or_else(F &&f) &&
    {
        if (has_value()) {
            return std::move(*this);
        }
        return std::forward<F>(f)(std::move(*this).error());
    }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value: `return {};`
template <>
class [[nodiscard]] Result<void>
{
public:
    using value_type = void;

    Result() = default;
    Result(Failure failed)
        : m_error(std::move(failed.error))
    {
    }

    [[nodiscard]] bool has_value() const { return !m_error.has_value(); }
    explicit operator bool() const { return has_value(); }
    void value() const { }

    [[nodiscard]] const Error &error() const & { return m_error.value(); }
    [[nodiscard]] Error &&error() && { return std::move(m_error).value(); }

    template <typename F>
    [[nodiscard]] auto and_then(F &&f) && -> std::invoke_result_t<F>
    {
        if (has_value()) {
            return std::forward<F>(f)();
        }
        return Failure{std::move(*this).error()};
    }

private:
    std::optional<Error> m_error;
};

} // namespace qd
