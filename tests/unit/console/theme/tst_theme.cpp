// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/theme/themecontroller.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;

namespace {

struct Kind
{
    ThemeKind kind;
    const char *name;
};
constexpr std::array kKinds{Kind{ThemeKind::Dark, "dark"}, Kind{ThemeKind::Light, "light"},
    Kind{ThemeKind::HighContrast, "high contrast"}};

} // namespace

class tst_Theme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void tokenSet_staysWithinSixty()
    {
        QVERIFY(kTokenCount + kSpaceCount + kRadiusCount + kTextRoleCount <= 60);
    }

    void contrast_meetsLimit_data();
    void contrast_meetsLimit();
    void pillText_isReadableOnItsPill_data();
    void pillText_isReadableOnItsPill();
    void contrastRatio_ofBlackAndWhite_isTwentyOne();
    void severities_rankUnknownAboveHealthy();
    void fontPercent_isClamped();
    void rowHeights_followDensityAndScale_data();
    void rowHeights_followDensityAndScale();
    void reducedMotion_hasNoLength();
    void controller_emitsOnceAndOnlyOnChange();
    void everyIcon_drawsSomethingInItsColor();
    void iconCache_returnsSamePicture();
    void iconName_isLowerCaseFileName();
};

void tst_Theme::contrast_meetsLimit_data()
{
    QTest::addColumn<ThemeKind>("kind");
    QTest::addColumn<Token>("ink");
    QTest::addColumn<Token>("ground");
    QTest::addColumn<double>("limit");

    struct Pair
    {
        Token ink;
        Token ground;
        double limit;
        const char *name;
    };
    const QList<Pair> pairs{
        {Token::Text, Token::Canvas, 4.5, "text on canvas"},
        {Token::Text, Token::Surface, 4.5, "text on surface"},
        {Token::Text, Token::Raised, 4.5, "text on raised"},
        {Token::Text, Token::Inset, 4.5, "text on inset"},
        {Token::Text, Token::Hover, 4.5, "text on hover"},
        {Token::Text, Token::Selected, 4.5, "text on selected"},
        {Token::TextSecondary, Token::Canvas, 4.5, "secondary text on canvas"},
        {Token::TextSecondary, Token::Surface, 4.5, "secondary text on surface"},
        {Token::TextSecondary, Token::Raised, 4.5, "secondary text on raised"},
        {Token::TextSecondary, Token::Inset, 4.5, "secondary text on inset"},
        {Token::TextSecondary, Token::Selected, 4.5, "secondary text on selected"},
        {Token::TextMuted, Token::Surface, 4.5, "muted text on surface"},
        {Token::TextMuted, Token::Canvas, 4.5, "muted text on canvas"},
        {Token::TextMuted, Token::Inset, 4.5, "muted text on inset"},
        {Token::TextMuted, Token::Raised, 4.5, "muted text on raised"},
        {Token::TextMuted, Token::Hover, 4.5, "muted text on hover"},
        {Token::Accent, Token::Surface, 4.5, "link on surface"},
        {Token::OnAccent, Token::Accent, 4.5, "text on accent"},
        {Token::OnAccent, Token::Series6, 4.5, "text on the replay bar"},
        {Token::OnCritical, Token::Critical, 4.5, "counter on critical"},
        {Token::Surface, Token::TextSecondary, 4.5, "cursor label"},
        {Token::BorderInput, Token::Surface, 3.0, "input edge on surface"},
        {Token::Critical, Token::Surface, 3.0, "critical glyph"},
        {Token::Major, Token::Surface, 3.0, "major glyph"},
        {Token::Warning, Token::Surface, 3.0, "warning glyph"},
        {Token::Info, Token::Surface, 3.0, "info glyph"},
        {Token::Healthy, Token::Surface, 3.0, "healthy glyph"},
        {Token::Unknown, Token::Surface, 3.0, "unknown glyph"},
        {Token::Series1, Token::Surface, 3.0, "series 1"},
        {Token::Series2, Token::Surface, 3.0, "series 2"},
        {Token::Series3, Token::Surface, 3.0, "series 3"},
        {Token::Series4, Token::Surface, 3.0, "series 4"},
        {Token::Series5, Token::Surface, 3.0, "series 5"},
        {Token::Series6, Token::Surface, 3.0, "series 6"},
        {Token::Series7, Token::Surface, 3.0, "series 7"},
        {Token::SeriesRest, Token::Surface, 3.0, "grey series"},
    };
    for (const Kind &kind : kKinds) {
        for (const Pair &pair : pairs) {
            QTest::addRow("%s: %s", kind.name, pair.name)
                << kind.kind << pair.ink << pair.ground << pair.limit;
        }
    }
}

void tst_Theme::contrast_meetsLimit()
{
    QFETCH(ThemeKind, kind);
    QFETCH(Token, ink);
    QFETCH(Token, ground);
    QFETCH(double, limit);
    const Theme theme({kind, Density::Normal, 100, false});
    QCOMPARE_GE(contrastRatio(theme.color(ink), theme.color(ground)), limit);
}

void tst_Theme::pillText_isReadableOnItsPill_data()
{
    QTest::addColumn<ThemeKind>("kind");
    QTest::addColumn<Severity>("level");
    for (const Kind &kind : kKinds) {
        for (int level = 0; level < static_cast<int>(kSeverityCount); ++level) {
            QTest::addRow("%s: level %d", kind.name, level) << kind.kind << static_cast<Severity>(level);
        }
    }
}

void tst_Theme::pillText_isReadableOnItsPill()
{
    QFETCH(ThemeKind, kind);
    QFETCH(Severity, level);
    const Theme theme({kind, Density::Normal, 100, false});
    const QColor pill = blended(theme.pillFill(level), theme.color(Token::Surface));
    QCOMPARE_GE(contrastRatio(theme.severityText(level), pill), 4.5);
}

void tst_Theme::contrastRatio_ofBlackAndWhite_isTwentyOne()
{
    QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white) * 10), 210);
    QCOMPARE(contrastRatio(Qt::red, Qt::red), 1.0);
}

void tst_Theme::severities_rankUnknownAboveHealthy()
{
    QCOMPARE(worseOf(Severity::Unknown, Severity::Healthy), Severity::Unknown);
    QCOMPARE(worseOf(Severity::Unknown, Severity::Warning), Severity::Warning);
    QCOMPARE(worseOf(Severity::Major, Severity::Critical), Severity::Critical);
}

void tst_Theme::fontPercent_isClamped()
{
    QCOMPARE(Theme({ThemeKind::Dark, Density::Normal, 10, false}).settings().fontPercent, 85);
    QCOMPARE(Theme({ThemeKind::Dark, Density::Normal, 900, false}).settings().fontPercent, 150);
    QCOMPARE(Theme({ThemeKind::Dark, Density::Normal, 150, false}).font(TextRole::Body).pixelSize(), 20);
}

void tst_Theme::rowHeights_followDensityAndScale_data()
{
    QTest::addColumn<Density>("density");
    QTest::addColumn<int>("percent");
    QTest::addColumn<int>("height");
    QTest::newRow("compact rows are 28 px") << Density::Compact << 100 << 28;
    QTest::newRow("normal rows are 36 px") << Density::Normal << 100 << 36;
    QTest::newRow("touch rows are 44 px") << Density::Touch << 100 << 44;
    QTest::newRow("rows grow with the font") << Density::Normal << 150 << 54;
}

void tst_Theme::rowHeights_followDensityAndScale()
{
    QFETCH(Density, density);
    QFETCH(int, percent);
    QFETCH(int, height);
    const Theme theme({ThemeKind::Light, density, percent, false});
    QCOMPARE(theme.rowHeight(), height);
    QCOMPARE_GE(theme.rowHeight(), theme.lineHeight(TextRole::Body));
}

void tst_Theme::reducedMotion_hasNoLength()
{
    QCOMPARE(Theme({ThemeKind::Dark, Density::Normal, 100, true}).motionMs(), 0);
    QCOMPARE(Theme().motionMs(), 120);
}

void tst_Theme::controller_emitsOnceAndOnlyOnChange()
{
    ThemeController themes;
    QSignalSpy changed(&themes, &ThemeController::changed);
    themes.setKind(ThemeKind::Dark);
    QCOMPARE(changed.count(), 0);
    themes.setKind(ThemeKind::Light);
    QCOMPARE(changed.count(), 1);
    themes.setFontPercent(1000);
    themes.setFontPercent(150);
    QCOMPARE(changed.count(), 2);
    QVERIFY(!themes.theme().isDark());
}

void tst_Theme::everyIcon_drawsSomethingInItsColor()
{
    IconCache icons;
    const QColor ink(10, 200, 30);
    for (int i = 0; i < kIconCount; ++i) {
        const QImage image = icons.pixmap(static_cast<Icon>(i), ink, 20, 2.0).toImage();
        QCOMPARE(image.size(), QSize(40, 40));
        bool hasInk = false;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                hasInk = hasInk || (pixel.alpha() > 200 && pixel.green() > 150 && pixel.red() < 60);
            }
        }
        QVERIFY2(hasInk, qPrintable(iconName(static_cast<Icon>(i))));
    }
}

void tst_Theme::iconCache_returnsSamePicture()
{
    IconCache icons;
    const auto first = icons.pixmap(Icon::Search, Qt::red, 16, 1.0).cacheKey();
    QCOMPARE(icons.pixmap(Icon::Search, Qt::red, 16, 1.0).cacheKey(), first);
    QVERIFY(icons.pixmap(Icon::Search, Qt::red, 16, 2.0).cacheKey() != first);
    QVERIFY(icons.pixmap(Icon::Search, Qt::blue, 16, 1.0).cacheKey() != first);
}

void tst_Theme::iconName_isLowerCaseFileName()
{
    QCOMPARE(iconName(Icon::ChevronRight), u"chevronright"_s);
    QCOMPARE(iconName(Icon::Process), u"process"_s);
}

QTEST_MAIN(tst_Theme)
#include "tst_theme.moc"
