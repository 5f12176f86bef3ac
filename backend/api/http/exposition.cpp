// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/exposition.h"

#include "backend/api/http/prometheusjson.h"

namespace qd::backend::http {

namespace {

QByteArrayView view(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

void Exposition::gauge(std::string_view name, std::string_view help, double value, LabelList labels)
{
    head(name, help, "gauge");
    sample(name, {}, value, labels);
}

void Exposition::counter(std::string_view name, std::string_view help, double value, LabelList labels)
{
    head(name, help, "counter");
    sample(name, {}, value, labels);
}

void Exposition::head(std::string_view name, std::string_view help, std::string_view type)
{
    if (m_lastName == view(name)) {
        return;
    }
    m_lastName = view(name).toByteArray();
    m_text.append("# HELP ").append(view(name)).append(' ').append(view(help));
    m_text.append("\n# TYPE ").append(view(name)).append(' ').append(view(type)).append('\n');
}

void Exposition::sample(std::string_view name, std::string_view suffix, double value, LabelList labels)
{
    m_text.append(view(name)).append(view(suffix));
    char separator = '{';
    for (const auto &[key, text] : labels) {
        QByteArray escaped = view(text).toByteArray();
        escaped.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        m_text.append(separator).append(view(key)).append("=\"").append(escaped).append('"');
        separator = ',';
    }
    m_text.append(separator == '{' ? " " : "} ").append(view(formatValue(value))).append('\n');
}

void Exposition::bucket(std::string_view name, double bound, double count)
{
    const std::string le = formatValue(bound);
    sample(name, "_bucket", count, {{"le", le}});
}

} // namespace qd::backend::http
