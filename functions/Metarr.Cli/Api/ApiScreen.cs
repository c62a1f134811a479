using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Metarr.Cli.Api;

/// <summary>Prints for people, or for machines: then nothing but JSON, one value or, of what goes on, one on each line.</summary>
internal sealed class ApiScreen
{
    /// <summary>The width of tables where no terminal says how wide it is, characters.</summary>
    private const int PipeWidth = 150;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonSerializerOptions Lines = new(Json) { WriteIndented = false };

    private readonly TextWriter output;
    private readonly bool asJson;
    private string? lastLine;

    public ApiScreen(TextWriter output, bool asJson)
    {
        (this.output, this.asJson) = (output, asJson);
        var isTerminal = ReferenceEquals(output, System.Console.Out) && !System.Console.IsOutputRedirected;
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isTerminal) Console.Profile.Width = PipeWidth;
    }

    /// <summary>Whatever is drawn for people.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Whether something can be drawn over.</summary>
    public bool IsLive => !asJson && Console.Profile.Capabilities is { Interactive: true, Ansi: true };

    /// <summary>Says a line to people.</summary>
    public void Say(string line)
    {
        if (!asJson) Console.WriteLine(line);
    }

    /// <summary>Prints for machines how something is now, on a line of its own, unless that is what the last line said.</summary>
    public void Tell<T>(T state)
    {
        if (!asJson) return;
        var line = JsonSerializer.Serialize(state, Lines);
        if (line == lastLine) return;
        lastLine = line;
        output.WriteLine(line);
        output.Flush();
    }

    /// <summary>Draws for people alone.</summary>
    public void Draw(Action<IAnsiConsole> draw)
    {
        if (!asJson) draw(Console);
    }

    /// <summary>Prints a result: the value for machines, or what draws it for people.</summary>
    public void Show<T>(T result, Action<IAnsiConsole> draw)
    {
        if (asJson) output.WriteLine(JsonSerializer.Serialize(result, Json));
        else draw(Console);
    }
}
