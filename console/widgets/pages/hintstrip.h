// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/rangehint.h"
#include "console/widgets/pages/pagecontext.h"

#include <QPointer>

namespace qd::console {

class Banner;

/// The line over the charts of a page that says why most of the range is empty and goes, in one click, to
/// where the samples are. Lives as a child of its banner.
class HintStrip final : public QObject
{
    Q_OBJECT

public:
    HintStrip(const PageContext &context, QWidget *parent);

    [[nodiscard]] Banner *widget() const { return m_banner; }
    /// Shows the hint, or nothing for RangeHint::Kind::None.
    void setHint(const RangeHint &hint);
    /// Goes on showing what is there, unless that was said about another range.
    void keep();
    void retranslate();

private:
    void apply();

    PageContext m_context;
    RangeHint m_hint;
    QuerySpan m_span; ///< that the hint is about
    Banner *m_banner;
};

} // namespace qd::console
