using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Tests.Telemetry;

/// <summary>Keeps every line that an app logs, with the scopes it stands in.</summary>
internal sealed class ScopedLines : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> lines = new();
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public IReadOnlyCollection<string> All => lines;

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(ScopedLines owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var told = new List<string> { $"{category}: {formatter(state, exception)}" };
            owner.scopes.ForEachScope(
                static (scope, told) => told.Add(scope is IEnumerable<KeyValuePair<string, object?>> pairs
                    ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}"))
                    : scope?.ToString() ?? ""),
                told);
            owner.lines.Enqueue(string.Join(" | ", told));
        }
    }
}
