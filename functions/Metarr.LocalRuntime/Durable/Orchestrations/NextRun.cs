namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>The run that shall follow this one.</summary>
/// <param name="Input">Its input.</param>
/// <param name="Carried">Events that it takes over, in the order in which they arrived.</param>
internal sealed record NextRun(string? Input, IReadOnlyList<(string Name, string? Payload)> Carried);
