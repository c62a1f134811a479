using System.Globalization;
using System.Text;
using Azure;
using Azure.Data.Tables;

namespace Metarr.LocalRuntime.Tables;

/// <summary>Reads the answers to the actions of a transaction out of the answer to the whole.</summary>
internal static class TransactionResponse
{
    /// <summary>One answer for each action, in their order.</summary>
    /// <exception cref="TableTransactionFailedException">An action was refused.</exception>
    public static IReadOnlyList<Response> Read(Response whole)
    {
        var answers = Parse(whole.Content.ToMemory().Span, whole.ClientRequestId);
        var refused = answers.Find(answer => answer.IsError);
        if (refused is null)
            return answers;
        throw new TableTransactionFailedException(new RequestFailedException(refused, null, TableErrorParser.Instance));
    }

    private static List<Response> Parse(ReadOnlySpan<byte> body, string clientRequestId)
    {
        var answers = new List<Response>();
        while (NextLine(ref body, out var line))
        {
            if (line.StartsWith("HTTP/1.1 "u8))
                answers.Add(ParseAnswer(Encoding.ASCII.GetString(line), ref body, clientRequestId));
        }
        return answers;
    }

    private static SubResponse ParseAnswer(string statusLine, ref ReadOnlySpan<byte> body, string clientRequestId)
    {
        var words = statusLine.Split(' ', 3);
        var answer = new SubResponse(
            int.Parse(words[1], CultureInfo.InvariantCulture), words.Length > 2 ? words[2] : string.Empty, clientRequestId);
        while (NextLine(ref body, out var line) && !line.IsEmpty)
        {
            var colon = line.IndexOf((byte)':');
            if (colon > 0)
                answer.AddHeader(Encoding.ASCII.GetString(line[..colon]), Encoding.ASCII.GetString(line[(colon + 1)..].Trim((byte)' ')));
        }

        var end = body.IndexOf("--changesetresponse_"u8);
        var content = end < 0 ? body : body[..end];
        answer.ContentStream = new MemoryStream(content.TrimEnd("\r\n"u8).ToArray(), writable: false);
        body = body[content.Length..];
        return answer;
    }

    private static bool NextLine(ref ReadOnlySpan<byte> body, out ReadOnlySpan<byte> line)
    {
        if (body.IsEmpty)
        {
            line = default;
            return false;
        }
        var end = body.IndexOf((byte)'\n');
        line = (end < 0 ? body : body[..end]).TrimEnd((byte)'\r');
        body = end < 0 ? default : body[(end + 1)..];
        return true;
    }
}
