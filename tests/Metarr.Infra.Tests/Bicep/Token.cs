namespace Metarr.Infra.Tests.Bicep;

/// <summary>A word of a Bicep file.</summary>
/// <param name="Kind">What kind of word it is.</param>
/// <param name="Value">The word itself; of a string nothing.</param>
/// <param name="Line">Where it stands.</param>
/// <param name="String">The string, when it is one.</param>
internal sealed record Token(TokenKind Kind, string Value, int Line, Text? String = null);

/// <summary>The kinds of words.</summary>
internal enum TokenKind
{
    Identifier,
    Number,
    String,
    Symbol,
    NewLine,
    End,
}
