using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Metarr.LocalRuntime.Hosting;

/// <summary>Writes a log message as one line that ends with the id of the trace it belongs to, by which one run's lines are found.</summary>
/// <remarks>Console formatters are called by whoever logs, so the trace at hand is that of the message.</remarks>
internal sealed class TracedLineFormatter() : ConsoleFormatter(FormatterName)
{
    /// <summary>What the setting <c>Logging:Console:FormatterName</c> calls it.</summary>
    public const string FormatterName = "traced";

    private const string Reset = "\e[0m";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var (level, colour) = Describe(logEntry.LogLevel);
        textWriter.Write(Console.IsErrorRedirected ? level : colour + level + Reset);
        textWriter.Write(string.Create(CultureInfo.InvariantCulture, $": {logEntry.Category}[{logEntry.EventId.Id}] "));
        textWriter.Write(OneLine(message));
        if (logEntry.Exception is { } exception)
            textWriter.Write(" " + OneLine(exception.ToString()));
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
            textWriter.Write($" trace={activity.TraceId}");
        textWriter.WriteLine();
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static (string Level, string Colour) Describe(LogLevel level) => level switch
    {
        LogLevel.Trace => ("trce", "\e[90m"),
        LogLevel.Debug => ("dbug", "\e[90m"),
        LogLevel.Information => ("info", "\e[32m"),
        LogLevel.Warning => ("warn", "\e[33m"),
        LogLevel.Error => ("fail", "\e[31m"),
        _ => ("crit", "\e[31;1m"),
    };
}
