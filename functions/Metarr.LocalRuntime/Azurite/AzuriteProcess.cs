using Microsoft.Extensions.Logging;

namespace Metarr.LocalRuntime.Azurite;

/// <summary>
/// The storage that the app talks to: an Azurite of our own, one that already ran, or a real account that needs none.
/// </summary>
/// <remarks>
/// An emulator of our own lives exactly as long as the pipe to its standard input is open. Disposing closes it, and so does the
/// death of this process, however sudden: the emulator then saves everything and ends. The next start on the same data folder
/// waits for that end before it begins, so two never write one folder.
/// </remarks>
public sealed class AzuriteProcess : IAsyncDisposable
{
    private readonly AzuriteChild? child;
    private readonly AzuriteOptions options;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly TaskCompletionSource exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool stopping;

    private AzuriteProcess(string connectionString, AzuriteChild? child, AzuriteOptions options, ILogger logger, TimeProvider time)
    {
        ConnectionString = connectionString;
        this.child = child;
        this.options = options;
        this.logger = logger;
        this.time = time;
        if (child is not null)
            _ = WatchAsync(child);
    }

    /// <summary>The connection string to use from now on; it names other ports where the usual ones were taken.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether this process started the emulator and will stop it.</summary>
    public bool IsOwned => child is not null;

    /// <summary>The process id of an emulator of our own, otherwise 0.</summary>
    public int ProcessId => child?.Report.Pid ?? 0;

    /// <summary>False once an emulator of our own has ended. Storage that we did not start counts as running.</summary>
    public bool IsRunning => child is null || !child.Ended.IsCompleted;

    /// <summary>Completes when an emulator of our own ends although nobody stopped it; never otherwise.</summary>
    public Task Exited => exited.Task;

    /// <summary>
    /// Makes sure that the configured storage can be reached: starts an Azurite when the connection asks for the emulator and
    /// none answers on the usual ports, and returns when it answers.
    /// </summary>
    /// <param name="options">Data folder, connection and ports.</param>
    /// <param name="loggerFactory">Where the start, the stop and an unexpected end are told.</param>
    /// <param name="timeProvider">The clock for the time-outs.</param>
    /// <param name="cancellationToken">Gives the start up; what was begun is stopped.</param>
    /// <returns>The storage in use; dispose it last, after everything that stores.</returns>
    /// <exception cref="AzuriteUnavailableException">Node or Azurite is missing or too old, or the start failed.</exception>
    public static async Task<AzuriteProcess> EnsureRunningAsync(
        AzuriteOptions options,
        ILoggerFactory loggerFactory,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        var logger = loggerFactory.CreateLogger("Metarr.LocalRuntime.Azurite");
        if (!options.AsksForEmulator)
            return new AzuriteProcess(options.ConnectionString, null, options, logger, timeProvider);

        var directory = Path.GetFullPath(Path.Combine(options.DataDirectory, "azurite"));
        Directory.CreateDirectory(directory);
        // While somebody holds our data folder, what answers on the usual ports may be an emulator about to end.
        var held = !OperatingSystem.IsWindows() && File.Exists(AzuriteInstallation.LockPath(directory));
        if (!options.UseFreePorts && !held && await options.UsualEndpoints.AnswerAsync(cancellationToken))
        {
            AzuriteLogs.Adopted(logger, "it answers on the usual ports");
            return new AzuriteProcess(options.UsualEndpoints.ConnectionString, null, options, logger, timeProvider);
        }
        return await StartAsync(options, directory, logger, timeProvider, cancellationToken);
    }

    /// <summary>Stops an emulator of our own and waits until its data is saved; leaves any other alone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (child is null || stopping)
            return;
        stopping = true;
        var ranUntilNow = IsRunning;
        child.RequestStop();
        try
        {
            await child.Ended.WaitAsync(options.StopTimeout, time);
            if (ranUntilNow)
                AzuriteLogs.Stopped(logger);
        }
        catch (TimeoutException)
        {
            AzuriteLogs.StillStopping(logger, child.Report.Pid, options.StopTimeout.TotalSeconds);
        }
    }

    private static async Task<AzuriteProcess> StartAsync(
        AzuriteOptions options, string directory, ILogger logger, TimeProvider time, CancellationToken cancellationToken)
    {
        var package = await AzuriteInstallation.FindAsync(logger, cancellationToken);
        var started = time.GetTimestamp();
        var wanted = options.UseFreePorts ? AzuriteEndpoints.AnyFree : options.UsualEndpoints;
        using var deadline = new CancellationTokenSource(options.StartTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        AzuriteChild child;
        try
        {
            child = await AzuriteChild.StartAsync(package, directory, wanted, logger, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AzuriteUnavailableException(
                $"Azurite did not start within {options.StartTimeout.TotalSeconds:0} s. If another Metarr uses '{directory}', " +
                "stop it first; otherwise look for a hanging 'node' process and end it.");
        }

        var endpoints = child.Report.Endpoints;
        if (child.Report.State == AzuriteReport.Shared)
        {
            AzuriteLogs.Adopted(logger, "another Metarr started it for the same data folder");
            return new AzuriteProcess(endpoints.ConnectionString, null, options, logger, time);
        }
        if (!options.UseFreePorts && endpoints != options.UsualEndpoints)
            AzuriteLogs.OtherPorts(logger, endpoints.BlobPort, endpoints.QueuePort, endpoints.TablePort);
        var took = (long)time.GetElapsedTime(started).TotalMilliseconds;
        AzuriteLogs.Started(
            logger, child.Report.Pid, endpoints.BlobPort, endpoints.QueuePort, endpoints.TablePort, directory, took);
        return new AzuriteProcess(endpoints.ConnectionString, child, options, logger, time);
    }

    private async Task WatchAsync(AzuriteChild child)
    {
        await child.Ended;
        if (stopping)
            return;
        AzuriteLogs.Exited(logger);
        exited.TrySetResult();
    }
}
