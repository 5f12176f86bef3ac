// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>

/// Who may include whom, as ARCHITECTURE.md tells it. What is not listed is forbidden; a folder may always
/// include itself. A row names a folder; the longest row that a file lies under is the one that holds for it.
struct LayerRow
{
    std::set<std::string> folders; ///< project folders, each with everything below it
    std::set<std::string> qtModules; ///< Qt modules whose headers may be named; empty: no Qt at all
};

inline const std::set<std::string> kNoQt{};
inline const std::set<std::string> kQtCore{"Core"};
inline const std::set<std::string> kQtWork{"Core", "Concurrent"};
inline const std::set<std::string> kQtNet{"Core", "Network", "WebSockets", "Concurrent"};

/// All of shared/, as `shared/*` in the table.
inline const std::set<std::string> kShared{"shared"};

inline const std::map<std::string, LayerRow> kLayerTable{
    {"shared/base", {{}, kNoQt}},
    {"shared/model", {{"shared/base"}, kNoQt}},
    {"shared/series", {{"shared/base", "shared/model"}, kNoQt}},
    {"shared/promql", {{"shared/base", "shared/model", "shared/series"}, kNoQt}},
    {"shared/protocol", {{"shared/base", "shared/model", "shared/series"}, kNoQt}},
    {"shared/net", {{"shared/base", "shared/model", "shared/protocol"}, kQtNet}},

    {"agent/collect", {{"shared/base", "shared/model", "shared/series"}, kNoQt}},
    {"agent/spool", {{"shared/base", "shared/model", "shared/series", "shared/protocol"}, kNoQt}},
    {"agent/uplink",
        {{"shared/base", "shared/model", "shared/series", "shared/protocol", "agent/spool"}, kNoQt}},
    {"agent/app", {{"shared/base", "shared/model", "shared/series", "shared/protocol", "agent"}, kNoQt}},

    {"backend/domain/access", {{"shared/base", "shared/model", "shared/series", "shared/promql"}, kQtCore}},
    {"backend/domain/cmdb",
        {{"shared/base", "shared/model", "shared/series", "shared/promql", "backend/domain/access"},
            kQtCore}},
    {"backend/domain/metrics",
        {{"shared/base", "shared/model", "shared/series", "shared/promql", "backend/domain/access",
             "backend/domain/cmdb"},
            kQtCore}},
    {"backend/storage",
        {{"shared/base", "shared/model", "shared/series", "shared/promql", "backend/domain"},
            {"Core", "Sql"}}},
    {"backend/ingest", {{"shared", "backend/domain"}, kQtNet}},
    {"backend/api", {{"shared", "backend/domain"}, kQtNet}},
    {"backend/app", {{"shared", "backend"}, {"Core", "Network", "WebSockets", "Sql", "Concurrent"}}},

    {"console/client", {kShared, kQtNet}},
    {"console/format", {{"shared/base", "shared/model"}, kQtCore}},
    {"console/state", {{"shared/base", "shared/model", "shared/promql", "console/client"}, kQtWork}},
    {"console/models", {{"shared/base", "shared/model", "console/state", "console/format"}, kQtWork}},
    {"console/presenters",
        {{"shared/base", "shared/model", "console/state", "console/models", "console/format"}, kQtCore}},
    {"console/commands",
        {{"shared/base", "shared/model", "console/presenters", "console/state"}, {"Core", "Gui"}}},
    {"console/theme", {{"shared/base"}, {"Core", "Gui", "Widgets", "Svg"}}},
    {"console/widgets/controls",
        {{"shared/base", "shared/model", "console/presenters", "console/models", "console/commands",
             "console/theme", "console/format"},
            {"Core", "Gui", "Widgets", "Charts", "Svg"}}},
    {"console/widgets/delegates",
        {{"shared/base", "shared/model", "console/presenters", "console/models", "console/commands",
             "console/theme", "console/format", "console/widgets/controls"},
            {"Core", "Gui", "Widgets", "Charts"}}},
    {"console/widgets/charts",
        {{"shared/base", "shared/model", "console/presenters", "console/models", "console/commands",
             "console/theme", "console/format", "console/widgets/controls", "console/widgets/delegates"},
            {"Core", "Gui", "Widgets", "Charts"}}},
    {"console/widgets/pages",
        {{"shared/base", "shared/model", "console/presenters", "console/models", "console/commands",
             "console/theme", "console/format", "console/widgets/controls", "console/widgets/delegates",
             "console/widgets/charts"},
            {"Core", "Gui", "Widgets", "Charts"}}},
    {"console/widgets/shell",
        {{"shared/base", "shared/model", "console/presenters", "console/models", "console/commands",
             "console/theme", "console/format", "console/widgets"},
            {"Core", "Gui", "Widgets", "Charts"}}},
    {"console/app", {{"shared", "console"}, {"Core", "Gui", "Widgets", "Charts", "Network", "WebSockets"}}},
};
