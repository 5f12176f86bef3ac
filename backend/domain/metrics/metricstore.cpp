// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/metrics/metricstore.h"

namespace qd::backend {

std::string_view toString(Resolution resolution)
{
    switch (resolution) {
    case Resolution::Raw:
        return "raw";
    case Resolution::FiveMinutes:
        return "5m";
    case Resolution::OneHour:
        return "1h";
    }
    return {};
}

} // namespace qd::backend
