using System.Reflection;
using Metarr.Enrichment.Telemetry;
using Metarr.Infra.Tests.Bicep;

namespace Metarr.Infra.Tests;

public sealed class AlertTests
{
    private static readonly IReadOnlyList<Body> Alerts = Read();

    [Fact]
    public void Every_alert_is_about_a_figure_that_the_app_tells()
    {
        var told = Texts(typeof(MetricNames));

        Assert.NotEmpty(Alerts);
        Assert.All(Alerts, alert => Assert.Contains(Plain(alert, "metric"), told));
    }

    [Fact]
    public void Every_alert_tells_figures_apart_by_something_they_carry()
    {
        var told = Texts(typeof(AttributeNames));

        Assert.All(Alerts, alert => Assert.Contains(Plain(alert, "dimension"), told));
    }

    private static List<Body> Read()
    {
        var file = Templates.In(Repository.PathOf("infra")).Files[Repository.PathOf("infra", "modules", "alerts.bicep")];
        var alerts = Assert.IsType<Items>(file.Declarations.Single(declaration => declaration.Name == "alerts").Value);
        return [.. alerts.Values.Cast<Body>()];
    }

    private static string Plain(Body alert, string property) => Assert.IsType<Text>(alert[property]).Plain!;

    private static HashSet<string> Texts(Type names) =>
        [.. names.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];
}
