namespace Microsoft.DurableTask;

/// <summary>Decides after a failure whether the task is tried again. It runs inside the orchestrator and is replayed with it.</summary>
/// <param name="retryContext">What failed, how often and for how long.</param>
/// <returns><c>true</c> to try again.</returns>
public delegate bool RetryHandler(RetryContext retryContext);

/// <inheritdoc cref="RetryHandler"/>
public delegate Task<bool> AsyncRetryHandler(RetryContext retryContext);
