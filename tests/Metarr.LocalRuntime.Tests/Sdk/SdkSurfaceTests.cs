using System.Reflection;
using Microsoft.Azure.Functions.Worker.Http;

namespace Metarr.LocalRuntime.Tests.Sdk;

/// <summary>What the runtime declares under the names of the real SDKs is what those SDKs declare, letter by letter.</summary>
/// <remarks>
/// <c>real-sdk.txt</c> holds the real signatures of exactly the members that are declared here. Who declares one more looks it
/// up in the real SDK and adds its real line; a line that no longer is declared is taken out.
/// </remarks>
public sealed class SdkSurfaceTests
{
    /// <summary>Lines that differ on purpose, ours before theirs.</summary>
    private static readonly Dictionary<string, string> Deviations = new()
    {
        // Theirs carries the converter that reads the body; here the host reads it, so converters need not be declared.
        ["Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute: [Parameter] class : Attribute"] =
            "Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute: class : InputConverterAttribute",
    };

    [Fact]
    public void Nothing_is_declared_under_a_foreign_name_that_the_real_SDK_lacks() =>
        Assert.Empty(Declared().Except(RealLines()));

    [Fact]
    public void Every_listed_member_of_the_real_SDK_is_declared() =>
        Assert.Empty(RealLines().Except(Declared()));

    [Fact]
    public void Every_deviation_from_the_real_SDK_still_is_one() =>
        Assert.Empty(Deviations.Keys.Except(Surface()));

    [Fact]
    public void The_list_has_every_line_once() =>
        Assert.Empty(RealLines().GroupBy(line => line).Where(group => group.Count() > 1).Select(group => group.Key));

    private static IEnumerable<string> Declared() => Surface().Select(line => Deviations.GetValueOrDefault(line, line));

    private static IReadOnlyList<string> Surface() => PublicSurface.Of(typeof(FromBodyAttribute).Assembly, IsForeign);

    private static bool IsForeign(Type type) => type.Namespace?.StartsWith("Metarr.", StringComparison.Ordinal) is not true;

    private static string[] RealLines()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("real-sdk.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
