using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Metarr.Benchmarks.Reporting;

/// <summary>Which way a figure is meant to go.</summary>
internal enum Goal
{
    /// <summary>At least the goal.</summary>
    AtLeast,

    /// <summary>At most the goal.</summary>
    AtMost,
}

/// <summary>Prints figures: a table for people, or one JSON object a line for machines.</summary>
internal sealed class BenchmarkReport(string benchmark, bool asJson, TextWriter output)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private bool hasHeader;

    /// <summary>Reports a figure.</summary>
    /// <param name="name">The case, such as <c>jpeg-baseline</c>.</param>
    /// <param name="metric">What was measured, such as <c>ratio-1t</c>.</param>
    /// <param name="value">The figure.</param>
    /// <param name="unit">Its unit, such as <c>ms</c> or <c>x</c>.</param>
    /// <param name="goal">What it should be, or null where no goal is set.</param>
    /// <param name="direction">Which way the goal lies.</param>
    public void Row(string name, string metric, double value, string unit, double? goal = null, Goal direction = Goal.AtLeast)
    {
        bool? met = goal is null ? null : direction is Goal.AtLeast ? value >= goal : value <= goal;
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(new Line(benchmark, name, metric, Math.Round(value, 4), unit, goal, met), Json));
            return;
        }

        if (!hasHeader) output.WriteLine($"{"case",-34} {"metric",-26} {"value",14} {"unit",-10} goal");
        hasHeader = true;
        var target = goal is null ? "" : $"{(direction is Goal.AtLeast ? "≥" : "≤")} {goal.Value.ToString(CultureInfo.InvariantCulture)} {(met is true ? "met" : "MISSED")}";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-34} {metric,-26} {value,14:0.###} {unit,-10} {target}"));
    }

    private sealed record Line(string Benchmark, string Case, string Metric, double Value, string Unit, double? Goal, bool? Met);
}
