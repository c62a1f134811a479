using System.Globalization;
using System.Runtime.InteropServices;
using Metarr.ProviderSimulator;
using Metarr.ProviderSimulator.Faults;
using Metarr.ProviderSimulator.Library;
using Metarr.ProviderSimulator.Library.Series;

const string Usage = """
    Answers as TMDB, TheTVDB, Fanart.tv, OMDb and their image CDNs do, on 127.0.0.1, until Ctrl-C.

      --port N          the port; 0 or left out: any free one
      --recordings DIR  also serve recorded bodies laid out by request path (DIR/tmdb/3/movie/49026.json)
      --cache DIR       where made images are kept
      --faults FILE     what goes wrong: a JSON list of rules, as PUT /_admin/faults takes it
    """;

var options = new SimulatorOptions();
string? faults = null;
for (var i = 0; i < args.Length; i += 2)
{
    var value = i + 1 < args.Length ? args[i + 1] : null;
    switch (args[i])
    {
        case "--port" when int.TryParse(value, CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= 65535:
            options = options with { Port = port };
            break;
        case "--recordings" when value is not null:
            options = options with { RecordingsDirectory = value };
            break;
        case "--cache" when value is not null:
            options = options with { CacheDirectory = value };
            break;
        case "--faults" when value is not null:
            faults = value;
            break;
        case "--help" or "-h":
            Console.WriteLine(Usage);
            return 0;
        default:
            Console.Error.WriteLine($"Cannot use {string.Join(' ', args.Skip(i).Take(2))}.{Environment.NewLine}{Usage}");
            return 2;
    }
}

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    if (faults is not null)
        options = options with { Faults = await FaultScenario.LoadAsync(faults, stop.Token) };
    await using var host = await SimulatorHost.StartAsync(options, stop.Token);
    Console.WriteLine($"TMDB          {host.TmdbApi}  api_key {options.TmdbApiKey}, Bearer {options.TmdbReadToken}");
    Console.WriteLine($"  images      {host.TmdbImages}");
    Console.WriteLine($"TheTVDB       {host.TvdbApi}  apikey {options.TvdbApiKey}");
    Console.WriteLine($"  images      {host.TvdbImages}");
    Console.WriteLine($"Fanart.tv     {host.FanartApi}  api_key {options.FanartApiKey}, client_key {options.FanartClientKey}");
    Console.WriteLine($"  images      {host.FanartImages}");
    Console.WriteLine($"OMDb          {host.OmdbApi}  apikey {options.OmdbApiKey}");
    Console.WriteLine($"Requests      {new Uri(host.BaseAddress, "_admin/requests")}");
    Console.WriteLine($"Series        {SeriesLibrary.Series.Count} bundled");
    Console.WriteLine($"Films         {BundledLibrary.Films.Count} bundled, {host.RecordedFilms.Count} recorded");
    await Task.Delay(Timeout.Infinite, stop.Token);
}
catch (OperationCanceledException)
{
    // A signal is the way to end this program.
}
catch (Exception failure) when (failure is IOException or InvalidDataException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
