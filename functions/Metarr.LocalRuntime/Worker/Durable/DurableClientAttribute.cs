using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Fills a parameter with the <c>DurableTaskClient</c> that starts and watches orchestrations.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The task hub; the local runtime has one and ignores it.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The setting with the hub's connection; the local runtime keeps its history on disk and ignores it.</summary>
    public string? ConnectionName { get; set; }
}
