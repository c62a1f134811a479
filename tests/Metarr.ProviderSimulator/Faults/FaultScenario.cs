using System.Text.Json;
using Metarr.ProviderSimulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Faults;

/// <summary>A list of rules that can be changed while the simulator runs. The first rule that matches and strikes decides. Safe
/// to use from any thread.</summary>
public sealed class FaultScenario : IFaultSource
{
    private readonly Lock gate = new();
    private readonly Random random;
    private readonly TimeProvider time;
    private List<ActiveRule> active = [];

    /// <summary>Makes a scenario.</summary>
    /// <param name="rules">What goes wrong from the start.</param>
    /// <param name="time">The clock of dates and pauses; the system's when left out.</param>
    /// <param name="seed">Decides the chances, so that a run can be repeated.</param>
    public FaultScenario(IEnumerable<FaultRule>? rules = null, TimeProvider? time = null, int seed = 1)
    {
        this.time = time ?? TimeProvider.System;
        random = new(seed);
        Replace(rules ?? []);
    }

    /// <summary>The rules that are not spent, with the number of times that is left to them.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (gate)
                return [.. active.Where(rule => rule.Left != 0).Select(rule => rule.Rule with { Times = rule.Left })];
        }
    }

    /// <summary>Reads a scenario from a JSON file: a list of rules, with the names of <see cref="FaultRule"/> in camelCase.</summary>
    /// <exception cref="InvalidDataException">The file is no such list.</exception>
    public static async Task<FaultScenario> LoadAsync(string file, CancellationToken cancellationToken = default)
    {
        await using var stream = File.OpenRead(file);
        try
        {
            return new(await JsonSerializer.DeserializeAsync<List<FaultRule>>(stream, JsonSerializerOptions.Web, cancellationToken));
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{file} is no list of faults: {failure.Message}", failure);
        }
    }

    /// <summary>Forgets the rules there were and takes these.</summary>
    public void Replace(IEnumerable<FaultRule> rules)
    {
        var replacement = rules.Select(rule => new ActiveRule(rule)).ToList();
        lock (gate)
            active = replacement;
    }

    /// <inheritdoc/>
    public Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next) =>
        Strike(request) is { } rule ? FaultyAnswer.SendAsync(rule, request.Provider, context, next, time) : next(context);

    private FaultRule? Strike(ProviderRequest request)
    {
        lock (gate)
        {
            foreach (var rule in active)
            {
                if (rule.Left == 0 || !rule.Rule.Matches(request) || random.NextDouble() >= rule.Rule.Chance)
                    continue;
                rule.Left--;
                return rule.Rule;
            }
        }
        return null;
    }

    private sealed class ActiveRule(FaultRule rule)
    {
        public FaultRule Rule => rule;

        /// <summary>Null never runs out.</summary>
        public int? Left { get; set; } = rule.Times;
    }
}
