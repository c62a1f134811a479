using System.Text;
using Metarr.Functions.Tests.Webhooks;

namespace Metarr.Functions.Tests.Bulk;

/// <summary>What a command prints, heard while it does.</summary>
internal sealed class HeardText : TextWriter
{
    private readonly Lock sync = new();
    private readonly StringBuilder text = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (sync) text.Append(value);
    }

    public override string ToString()
    {
        lock (sync) return text.ToString();
    }

    /// <summary>Waits until something was printed.</summary>
    public Task HearAsync(string expected) => WebhookSender.EventuallyAsync(
        () => Task.FromResult(ToString().Contains(expected, StringComparison.Ordinal) ? expected : null), $"'{expected}' was not printed.");
}
