using System.Globalization;
using Metarr.Cli.Api;
using Metarr.Cli.Hosting;
using Metarr.Enrichment.Library;
using Metarr.Functions.Tests.Choosing;
using Metarr.Functions.Tests.Faults;
using Metarr.Functions.Tests.Hosting;
using Metarr.ProviderSimulator.Library;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Tests.Bulk;

public sealed class CommandTests(LocalServices services)
{
    private const string Nowhere = "http://127.0.0.1:9";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enrich_registers_a_film_waits_for_the_end_and_tells_how_it_went()
    {
        await using var app = await TestApp.StartAsync(services);
        var film = BulkApp.SmallFilms(1)[0].ToString(CultureInfo.InvariantCulture);

        var ran = await CommandLine.RunAsync("enrich", "--tmdb", film, "--wait", "--url", Address(app));
        var again = await CommandLine.RunAsync("enrich", "--tmdb", film, "--wait", "--json", "--url", Address(app));

        Assert.Equal((0, ""), (ran.ExitCode, ran.Errors));
        Assert.Contains($"Film {film} is enriched:", ran.Output, StringComparison.Ordinal);
        Assert.Equal((0, "skipped"), (again.ExitCode, again.Json["state"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Enrich_of_a_film_that_nobody_knows_ends_with_1_and_says_why()
    {
        await using var app = await TestApp.StartAsync(services);

        var ran = await CommandLine.RunAsync("enrich", "--tmdb", "4000001", "--wait", "--url", Address(app));

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("failed", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bulk_watches_a_run_to_its_end_in_plain_lines()
    {
        await using var app = await TestApp.StartAsync(services);
        await app.RegisterAsync(BulkApp.SmallFilms(4));

        var ran = await CommandLine.RunAsync("bulk", "--watch", "--url", Address(app));
        var again = await CommandLine.RunAsync("bulk", "--missing", "--force", "--watch", "--json", "--url", Address(app));

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("4 of 4 titles done: 4 updated, 0 skipped, 0 failed.", ran.Output, StringComparison.Ordinal);
        Assert.Contains("4 of 4 titles, ", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', ran.Output);
        Assert.Equal((0, 4), (again.ExitCode, again.JsonLines[^1]["statistics"]!["updated"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Bulk_tells_scripts_each_change_of_a_run_on_a_line_of_its_own_the_end_last()
    {
        var (gate, output) = (new FilmGate(passing: 0), new HeardText());
        await using var app = await TestApp.StartAsync(services, gate);
        await app.SetAsync(new { bulkWindow = 1 });
        await app.RegisterAsync(BulkApp.SmallFilms(4));

        var running = CommandLine.RunAsync(output, Cancelled, "bulk", "--watch", "--json", "--url", Address(app));
        await output.HearAsync("\n");
        gate.Open();
        var ran = await running;
        var help = await CommandLine.RunAsync("bulk", "--help");

        var told = ran.JsonLines;
        Assert.InRange(told.Count, 2, int.MaxValue);
        Assert.Equal(told.Count, told.Select(line => line.ToJsonString()).Distinct().Count());
        Assert.All(told.SkipLast(1), line => Assert.NotEqual("completed", line["state"]!.GetValue<string>()));
        Assert.Equal(("completed", 4), (told[^1]["state"]!.GetValue<string>(), told[^1]["progress"]!["done"]!.GetValue<int>()));
        Assert.Contains("one JSON object", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bulk_joins_a_run_that_is_under_way_and_can_cancel_it()
    {
        var (gate, output) = (new FilmGate(passing: 1), new HeardText());
        await using var app = await TestApp.StartAsync(services, gate);
        await app.SetAsync(new { bulkWindow = 1 });
        await app.RegisterAsync(BulkApp.SmallFilms(8));
        var jobId = await app.BeginBulkAsync();

        var refused = await CommandLine.RunAsync("bulk", "--url", Address(app));
        var joined = CommandLine.RunAsync(output, Cancelled, "bulk", "--watch", "--url", Address(app));
        await output.HearAsync("1 of 8 titles");
        var cancelled = await CommandLine.RunAsync("bulk", "--cancel", "--json", "--url", Address(app));
        gate.Open();
        var watched = await joined;

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(jobId, refused.Errors, StringComparison.Ordinal);
        Assert.Equal((0, jobId), (cancelled.ExitCode, cancelled.Json["jobId"]!.GetValue<string>()));
        Assert.Equal(1, watched.ExitCode);
        Assert.Contains("The run was stopped early: It was cancelled.", watched.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_stops_watching_is_told_that_the_run_goes_on()
    {
        var (gate, output) = (new FilmGate(passing: 1), new HeardText());
        await using var app = await TestApp.StartAsync(services, gate);
        await app.SetAsync(new { bulkWindow = 1 });
        await app.RegisterAsync(BulkApp.SmallFilms(4));
        var jobId = await app.BeginBulkAsync();
        using var interrupted = new CancellationTokenSource();

        var watching = CommandLine.RunAsync(output, interrupted.Token, "bulk", "--watch", "--url", Address(app));
        await output.HearAsync("1 of 4 titles");
        await interrupted.CancelAsync();
        var watched = await watching;
        gate.Open();

        Assert.Equal(130, watched.ExitCode);
        Assert.Contains($"Job {jobId} goes on", watched.Output, StringComparison.Ordinal);
        Assert.Equal(4, (await app.WaitAsync(jobId)).Count("updated"));
    }

    [Fact]
    public async Task Status_shows_the_library_what_runs_and_the_providers()
    {
        var gate = new FilmGate(passing: 0);
        await using var app = await TestApp.StartAsync(services, gate);
        var ids = await app.RegisterAsync([BundledLibrary.Films[0].TmdbId, BulkApp.SmallFilms(1)[0]]);
        var jobId = await app.BeginAsync(ids[0]);

        var ran = await CommandLine.RunAsync("status", "--url", Address(app));
        var json = (await CommandLine.RunAsync("status", "--json", "--url", Address(app))).Json;
        gate.Open();

        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("2 films:", ran.Output, StringComparison.Ordinal);
        Assert.Contains(jobId, ran.Output, StringComparison.Ordinal);
        Assert.Contains("off (no key)", ran.Output, StringComparison.Ordinal);
        Assert.Equal(4, json["providers"]!.AsArray().Count);
        await app.WaitAsync(jobId);
    }

    [Fact]
    public async Task Missing_names_the_fields_and_the_films_that_lack_them()
    {
        await using var app = await TestApp.StartAsync(services);
        var ids = await app.RegisterAsync(BulkApp.SmallFilms(2));
        await app.EnrichAsync(ids[0]);

        var ran = await CommandLine.RunAsync("missing", "--url", Address(app));
        var json = (await CommandLine.RunAsync("missing", "--json", "--limit", "1", "--url", Address(app))).Json;

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("2 of 2 films lack something.", ran.Output, StringComparison.Ordinal);
        Assert.Contains("never enriched", ran.Output, StringComparison.Ordinal);
        Assert.Contains("Metacritic", ran.Output, StringComparison.Ordinal);
        Assert.Equal((2, 1), (json["incomplete"]!.GetValue<int>(), json["films"]!.AsArray().Count));
    }

    [Fact]
    public async Task Nobody_at_the_address_and_wrong_arguments_end_with_2()
    {
        var unreachable = await CommandLine.RunAsync("status", "--url", Nowhere);
        var unnamed = await CommandLine.RunAsync("enrich", "--url", Nowhere);

        Assert.Equal((2, 2), (unreachable.ExitCode, unnamed.ExitCode));
        Assert.Contains("metarr serve", unreachable.Errors, StringComparison.Ordinal);
        Assert.Contains("--tmdb or --imdb", unnamed.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("demo --help")]
    [InlineData("bulk --help")]
    [InlineData("import folder --help")]
    public async Task Help_of_every_command_ends_with_the_exit_codes(string arguments)
    {
        var help = await CommandLine.RunAsync(arguments.Split(' '));

        Assert.Equal((0, ""), (help.ExitCode, help.Errors));
        Assert.Equal(4, help.Output[help.Output.IndexOf("Exit codes:", StringComparison.Ordinal)..].TrimEnd().Split('\n')[1..].Length);
    }

    [Theory]
    [InlineData("enrich --tmdb abc", "--tmdb must be a whole number, 1 or more, not 'abc'.")]
    [InlineData("enrich --tmdb 99999999999", "--tmdb must be a whole number, 1 or more, not '99999999999'.")]
    [InlineData("enrich --tmdb", "Required argument missing for option: '--tmdb'.")]
    [InlineData("missing --limit 0", "--limit must be a whole number, 1 or more, not '0'.")]
    [InlineData("demo --films 0", "--films must be a whole number, 1 or more, not '0'.")]
    [InlineData("serve --port 65536", "--port must be a whole number, 0 to 65535, not '65536'.")]
    public async Task A_number_that_cannot_be_used_is_refused_in_a_sentence_and_ends_with_2(string arguments, string sentence)
    {
        var ran = await CommandLine.RunAsync(arguments.Split(' '));

        Assert.Equal((2, ""), (ran.ExitCode, ran.Output));
        Assert.Equal([sentence, $"'metarr {arguments.Split(' ')[0]} --help' tells what it takes."], ran.Errors.TrimEnd().Split(Environment.NewLine));
    }

    [Fact]
    public async Task A_folder_of_recordings_that_is_none_is_told_in_a_sentence()
    {
        var ran = await CommandLine.RunAsync("demo", "--exit", "--recordings", Path.Combine(services.Folder, "no-recordings"));

        Assert.Equal(2, ran.ExitCode);
        Assert.Single(ran.Errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_key_that_a_provider_refuses_is_told_by_the_run_by_the_status_and_in_the_log()
    {
        const string refusal = "TMDB refused the key: check Providers__Tmdb__ReadToken and Providers__Tmdb__ApiKey.";
        using var log = new LogLines();
        await using var app = await TestApp.StartAsync(services, faults: null, log, ("Providers:Tmdb:ReadToken", "no-such-token"));
        var film = Assert.Single(await app.RegisterAsync(BulkApp.SmallFilms(1)));

        var ran = await CommandLine.RunAsync("bulk", "--watch", "--url", Address(app));
        var status = await CommandLine.RunAsync("status", "--url", Address(app));

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("1 failed.", ran.Output, StringComparison.Ordinal);
        Assert.Contains($"  {film}: {refusal}", ran.Output, StringComparison.Ordinal);
        Assert.Contains($"the last fetch failed: {refusal}", status.Output, StringComparison.Ordinal);
        Assert.Contains(log.All, line => line.StartsWith("Warning: The enrichment of 'movie-", StringComparison.Ordinal) && line.Contains(refusal, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_reads_the_files_of_the_app_that_runs_and_names_what_is_damaged_for_good()
    {
        await using var app = await TestApp.StartAsync(services);
        var id = await app.RegisterAsync(BulkApp.SmallFilms(1)[0]);
        await app.DoWithFileAsync($"v1/movies/{id}/assets/poster", await app.PictureAsync(BundledLibrary.Films[1].TmdbId));
        var own = (await app.Titles.GetSnapshotAsync(TitleId.Movie(id), TestContext.Current.CancellationToken)).Cached.Single();
        var sound = await CommandLine.RunAsync("verify", "--url", Address(app));
        await app.Storage.Assets.DeleteBlobAsync(own.BlobName, cancellationToken: TestContext.Current.CancellationToken);

        var damaged = await CommandLine.RunAsync("verify", "--json", "--url", Address(app));
        var unreachable = await CommandLine.RunAsync("verify", "--url", Nowhere);

        Assert.Equal((0, ""), (sound.ExitCode, sound.Errors));
        Assert.Contains("1 titles, 0 people, 1 files: 0 mended, 0 damaged for good.", sound.Output, StringComparison.Ordinal);
        Assert.Equal((1, 1), (damaged.ExitCode, damaged.Json["report"]!["unmendedCount"]!.GetValue<int>()));
        Assert.Equal($"{own.Analysis.Sha256}", damaged.Json["report"]!["unmended"]![0]!["sha256"]!.GetValue<string>());
        Assert.Equal(2, unreachable.ExitCode);
    }

    [Fact]
    public async Task A_key_is_sent_when_the_app_wants_one()
    {
        const string key = "let-me-in";
        var name = "k" + Guid.NewGuid().ToString("N")[..12];
        var settings = new Dictionary<string, string?>
        {
            ["LocalRuntime:Port"] = "0",
            ["LocalRuntime:DataDirectory"] = Path.Combine(services.Folder, name),
            ["LocalRuntime:FunctionKey"] = key,
            ["AzureWebJobsStorage"] = services.Storage,
            ["Storage:Prefix"] = name,
        };
        await using var locked = await LocalApp.StartAsync(settings, LogLevel.Error, TestContext.Current.CancellationToken);
        var address = locked.BaseAddress.GetLeftPart(UriPartial.Authority);

        var without = await CommandLine.RunAsync("status", "--url", address);
        var with = await CommandLine.RunAsync("status", "--key", key, "--url", address + "/");

        Assert.Equal((2, 0), (without.ExitCode, with.ExitCode));
        using var own = locked.CreateClient(ApiCommand.Patience);
        Assert.Empty((await TestApp.DataAsync(await own.GetAsync(new Uri("v1/movies", UriKind.Relative), TestContext.Current.CancellationToken)))["items"]!.AsArray());
        Assert.Contains("wants its function key; give the right one with --key.", without.Errors, StringComparison.Ordinal);
    }

    private static string Address(TestApp app) => app.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
}
