namespace Metarr.Infra.Tests.Bicep;

/// <summary>Splits a Bicep file into words. Line breaks are words, too: they end properties, items and declarations.</summary>
internal sealed class Lexer(string source, int firstLine)
{
    private static readonly string[] Symbols =
        ["==", "!=", "<=", ">=", "&&", "||", "??", "::", ".?", "=~", "!~", .. "{}[]().,:=?!<>+-*/%@".Select(c => $"{c}")];

    private readonly List<Token> tokens = [];
    private int at;
    private int line = firstLine;

    public static IReadOnlyList<Token> Read(string source, int firstLine = 1) => new Lexer(source, firstLine).ReadAll();

    private List<Token> ReadAll()
    {
        while (at < source.Length) ReadOne();
        tokens.Add(new Token(TokenKind.End, "the end", line));
        return tokens;
    }

    private void ReadOne()
    {
        var current = source[at];
        if (current == '\n') Add(TokenKind.NewLine, "a line break", 1);
        else if (char.IsWhiteSpace(current)) at++;
        else if (StartsWith("//")) at = EndOfLine();
        else if (StartsWith("/*")) SkipComment();
        else if (StartsWith("'''")) ReadLines();
        else if (current == '\'') ReadString();
        else if (char.IsAsciiDigit(current)) Add(TokenKind.Number, RunOf(char.IsAsciiDigit));
        else if (char.IsAsciiLetter(current) || current == '_') Add(TokenKind.Identifier, RunOf(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        else Add(TokenKind.Symbol, Array.Find(Symbols, StartsWith) ?? throw Fault($"'{current}' is no part of Bicep"));
    }

    private void ReadString()
    {
        var begun = line;
        var (pieces, holes) = (new List<string>(), new List<Expression>());
        var piece = "";
        for (at++; Peek() != '\''; at++)
        {
            if (Peek() == '\n') throw Fault("the string has no end");
            if (Peek() == '\\')
            {
                piece += Escaped();
                continue;
            }

            if (!StartsWith("${"))
            {
                piece += source[at];
                continue;
            }

            pieces.Add(piece);
            piece = "";
            holes.Add(Hole());
        }

        at++;
        pieces.Add(piece);
        tokens.Add(new Token(TokenKind.String, "a string", begun, new Text(pieces, holes, begun)));
    }

    /// <summary>Reads what is between "${" and its brace, and stops at that brace.</summary>
    private Expression Hole()
    {
        at += 2;
        var (start, depth) = (at, 0);
        for (; depth > 0 || Peek() != '}'; at++)
        {
            if (Peek() == '\'')
            {
                SkipString();
                continue;
            }

            if (Peek() == '\n') throw Fault("the string has no end");
            depth += Peek() switch { '{' => 1, '}' => -1, _ => 0 };
        }

        return ExpressionParser.Read(source[start..at], line);
    }

    private void SkipString()
    {
        for (at++; Peek() != '\''; at++)
        {
            if (Peek() == '\n') throw Fault("the string has no end");
            if (Peek() == '\\') at++;
        }
    }

    private void ReadLines()
    {
        var end = source.IndexOf("'''", at + 3, StringComparison.Ordinal);
        if (end < 0) throw Fault("the string has no end");
        var text = source[(at + 3)..end];
        tokens.Add(new Token(TokenKind.String, "a string", line, new Text([text], [], line)));
        line += text.Count(c => c == '\n');
        at = end + 3;
    }

    private void SkipComment()
    {
        var end = source.IndexOf("*/", at, StringComparison.Ordinal);
        if (end < 0) throw Fault("the comment has no end");
        line += source[at..end].Count(c => c == '\n');
        at = end + 2;
    }

    private char Escaped()
    {
        at++;
        return Peek() switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '\\' or '\'' or '$' => source[at],
            var other => throw Fault($"'\\{other}' is no escape of Bicep"),
        };
    }

    private char Peek() => at < source.Length ? source[at] : throw Fault("the string has no end");

    private string RunOf(Func<char, bool> belongs) => new([.. source.Skip(at).TakeWhile(belongs)]);

    private bool StartsWith(string text) => string.CompareOrdinal(source, at, text, 0, text.Length) == 0;

    private int EndOfLine() => source.IndexOf('\n', at) is >= 0 and var end ? end : source.Length;

    private void Add(TokenKind kind, string value, int? length = null)
    {
        tokens.Add(new Token(kind, value, line));
        at += length ?? value.Length;
        if (kind == TokenKind.NewLine) line++;
    }

    private BicepSyntaxException Fault(string message) => new(line, message);
}
