namespace Microsoft.DurableTask.Client;

/// <summary>How an instance is purged.</summary>
/// <param name="Recursive">Whether sub-orchestrations are purged with it; not supported, and ignored.</param>
public record PurgeInstanceOptions(bool Recursive = false);
