using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace Metarr.LocalRuntime.Tables;

/// <summary>The answer to one action of a transaction.</summary>
internal sealed class SubResponse(int status, string reasonPhrase, string clientRequestId) : Response
{
    private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int Status => status;

    /// <inheritdoc />
    public override string ReasonPhrase => reasonPhrase;

    /// <inheritdoc />
    public override bool IsError => status >= 400;

    /// <inheritdoc />
    public override Stream? ContentStream { get; set; }

    /// <inheritdoc />
    public override string ClientRequestId { get; set; } = clientRequestId;

    /// <summary>Adds a header that was read.</summary>
    public void AddHeader(string name, string value) => headers[name] = value;

    /// <inheritdoc />
    public override void Dispose() => ContentStream?.Dispose();

    /// <inheritdoc />
    protected override bool ContainsHeader(string name) => headers.ContainsKey(name);

    /// <inheritdoc />
    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(header => new HttpHeader(header.Key, header.Value));

    /// <inheritdoc />
    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => headers.TryGetValue(name, out value);

    /// <inheritdoc />
    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = headers.TryGetValue(name, out var value) ? [value] : null;
        return values is not null;
    }
}
