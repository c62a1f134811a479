using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Metarr.Benchmarks.Imaging;

/// <summary>npm <c>sharp</c> in a child process: makes the pictures, and is the peer they are measured against.</summary>
internal sealed class SharpPeer : IDisposable
{
    private readonly Process process;

    private SharpPeer(Process process) => this.process = process;

    /// <summary>Starts the process.</summary>
    /// <exception cref="InvalidOperationException">Node or sharp is not installed.</exception>
    public static async Task<SharpPeer> StartAsync(CancellationToken cancellationToken)
    {
        var script = Path.Combine(FindRoot(), "tests", "Metarr.Benchmarks", "Imaging", "sharp-peer.mjs");
        var start = new ProcessStartInfo("node", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var peer = new SharpPeer(Process.Start(start) ?? throw new InvalidOperationException("Node.js could not be started."));
        await peer.AskAsync(new JsonObject { ["command"] = "version" }, cancellationToken);
        return peer;
    }

    /// <summary>Has pictures made.</summary>
    /// <param name="kind">A <c>photo</c> or a <c>logo</c>.</param>
    /// <param name="look">Seed, size and title.</param>
    /// <param name="outputs">The files to write.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task MakeAsync(string kind, PictureLook look, IEnumerable<PictureOutput> outputs, CancellationToken cancellationToken)
    {
        var request = (JsonObject)JsonSerializer.SerializeToNode(look, JsonSerializerOptions.Web)!;
        request["command"] = "make";
        request["kind"] = kind;
        request["outputs"] = JsonSerializer.SerializeToNode(outputs, JsonSerializerOptions.Web);
        return AskAsync(request, cancellationToken);
    }

    /// <summary>Has files analysed in turns for some time.</summary>
    public async Task<Speed> RunAsync(IReadOnlyList<string> paths, TimeSpan time, int inFlight, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            new JsonObject
            {
                ["command"] = "run",
                ["paths"] = JsonSerializer.SerializeToNode(paths),
                ["milliseconds"] = time.TotalMilliseconds,
                ["inFlight"] = inFlight,
            },
            cancellationToken);
        return new Speed(answer["perSecond"]!.GetValue<double>(), answer["processorMilliseconds"]!.GetValue<double>());
    }

    /// <summary>Has a file decoded in full.</summary>
    public async Task<FullPicture> DecodeAsync(string path, CancellationToken cancellationToken)
    {
        var pixels = path + ".raw";
        var answer = await AskAsync(new JsonObject { ["command"] = "decode", ["path"] = path, ["out"] = pixels }, cancellationToken);
        var bytes = await File.ReadAllBytesAsync(pixels, cancellationToken);
        File.Delete(pixels);
        return new FullPicture(
            answer["width"]!.GetValue<int>(), answer["height"]!.GetValue<int>(), answer["channels"]!.GetValue<int>(), bytes);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private async Task<JsonNode> AskAsync(JsonObject request, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(request.ToJsonString().AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        var answer = await process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("sharp is not installed: run 'npm ci' in the root of the repository.");
        var node = JsonNode.Parse(answer)!;
        return node["error"] is { } error ? throw new InvalidOperationException($"sharp failed: {error}") : node;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Metarr.Functions.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The benchmarks must run within the repository.");
    }
}
