using System.Threading.Channels;
using Metarr.LocalRuntime.Hosting.Timers;
using Metarr.LocalRuntime.Tests.Time;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.LocalRuntime.Tests.Hosting;

public sealed class TimerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("metarr-timers-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("0 30 3 * * 0", "2026-01-11T03:30:00Z")]
    [InlineData("*/10 * * * * *", "2026-01-05T12:00:10Z")]
    [InlineData("15 12 * * *", "2026-01-05T12:15:00Z")]
    [InlineData("00:05:00", "2026-01-05T12:05:00Z")]
    public void A_schedule_tells_its_next_occurrence_in_utc(string schedule, string next) =>
        Assert.Equal(DateTimeOffset.Parse(next, null), TimerSchedules.Parse(schedule).Next(Noon));

    [Theory]
    [InlineData("")]
    [InlineData("00:00:00")]
    [InlineData("-00:01:00")]
    [InlineData("61 * * * * *")]
    [InlineData("* * *")]
    public void A_text_that_is_no_schedule_is_refused(string schedule) =>
        Assert.Throws<FormatException>(() => TimerSchedules.Parse(schedule));

    [Fact]
    public async Task A_timer_runs_when_it_is_due_and_tells_its_schedule()
    {
        var time = new ManualTime(Noon);
        var runs = Channel.CreateUnbounded<TimerInfo>();
        await using var app = await StartAsync(typeof(Hourly), time, runs);
        await AdvanceAsync(time, TimeSpan.FromMinutes(59));
        Assert.False(runs.Reader.TryRead(out _));
        await AdvanceAsync(time, TimeSpan.FromMinutes(1));
        var first = await runs.Reader.ReadAsync(Cancel);
        Assert.False(first.IsPastDue);
        await AdvanceAsync(time, TimeSpan.FromHours(1));
        var second = await runs.Reader.ReadAsync(Cancel);
        Assert.Equal(new DateTime(2026, 1, 5, 13, 0, 0), second.ScheduleStatus!.Last);
        Assert.Equal(new DateTime(2026, 1, 5, 14, 0, 0), second.ScheduleStatus.Next);
    }

    [Fact]
    public async Task An_occurrence_missed_while_the_host_was_down_is_made_up_for_once()
    {
        var runs = Channel.CreateUnbounded<TimerInfo>();
        await using (await StartAsync(typeof(Hourly), new ManualTime(Noon), runs))
        {
        }
        await using (await StartAsync(typeof(Hourly), new ManualTime(Noon.AddMinutes(30)), runs))
        {
        }
        Assert.False(runs.Reader.TryRead(out _));
        await using (await StartAsync(typeof(Hourly), new ManualTime(Noon.AddHours(5)), runs))
            Assert.True((await runs.Reader.ReadAsync(Cancel)).IsPastDue);
        await using (await StartAsync(typeof(Hourly), new ManualTime(Noon.AddHours(5.5)), runs))
        {
        }
        Assert.False(runs.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_timer_told_to_runs_at_the_start_and_not_past_due()
    {
        var runs = Channel.CreateUnbounded<TimerInfo>();
        await using var app = await StartAsync(typeof(AtStart), new ManualTime(Noon), runs);
        var run = await runs.Reader.ReadAsync(Cancel);
        Assert.False(run.IsPastDue);
        Assert.Null(run.ScheduleStatus);
    }

    [Fact]
    public async Task A_timer_does_not_overlap_itself_and_skips_what_it_was_too_busy_for()
    {
        var time = new ManualTime(Noon);
        var runs = Channel.CreateUnbounded<TimerInfo>();
        var gate = new SemaphoreSlim(0);
        await using var app = await StartAsync(typeof(Slow), time, runs, gate);
        await AdvanceAsync(time, TimeSpan.FromHours(1));
        await runs.Reader.ReadAsync(Cancel);
        time.Advance(TimeSpan.FromHours(3));
        Assert.False(runs.Reader.TryRead(out _));
        gate.Release();
        await AdvanceAsync(time, TimeSpan.FromHours(1));
        await runs.Reader.ReadAsync(Cancel);
        gate.Release();
        Assert.False(runs.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_run_that_fails_does_not_end_the_schedule()
    {
        var time = new ManualTime(Noon);
        var runs = Channel.CreateUnbounded<TimerInfo>();
        await using var app = await StartAsync(typeof(Broken), time, runs);
        for (var i = 0; i < 2; i++)
        {
            await AdvanceAsync(time, TimeSpan.FromHours(1));
            await runs.Reader.ReadAsync(Cancel);
        }
    }

    /// <summary>Moves the clock once the timer waits for its next hour.</summary>
    private static async Task AdvanceAsync(ManualTime time, TimeSpan by)
    {
        var now = time.GetUtcNow();
        var hour = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour)).AddHours(1);
        await Eventually.IsTrueAsync(() => Task.FromResult(time.NextDue == hour), "the timer waits for its hour");
        time.Advance(by);
    }

    private Task<TestApp> StartAsync(Type function, ManualTime time, Channel<TimerInfo> runs, SemaphoreSlim? gate = null) => TestApp.StartAsync(
        function,
        builder => builder.Services.AddSingleton<TimeProvider>(time).AddSingleton(runs).AddSingleton(gate ?? new SemaphoreSlim(0)),
        $"--LocalRuntime:DataDirectory={folder}");

    public sealed class Hourly(Channel<TimerInfo> runs)
    {
        [Function("hourly")]
        public async Task Run([TimerTrigger("0 0 * * * *")] TimerInfo timer) => await runs.Writer.WriteAsync(timer);
    }

    public sealed class AtStart(Channel<TimerInfo> runs)
    {
        [Function("atStart")]
        public async Task Run([TimerTrigger("01:00:00", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) =>
            await runs.Writer.WriteAsync(timer);
    }

    public sealed class Slow(Channel<TimerInfo> runs, SemaphoreSlim gate)
    {
        [Function("slow")]
        public async Task Run([TimerTrigger("0 0 * * * *")] TimerInfo timer)
        {
            await runs.Writer.WriteAsync(timer);
            await gate.WaitAsync();
        }
    }

    public sealed class Broken(Channel<TimerInfo> runs)
    {
        [Function("broken")]
        public async Task Run([TimerTrigger("0 0 * * * *")] TimerInfo timer)
        {
            await runs.Writer.WriteAsync(timer);
            throw new InvalidOperationException("broken");
        }
    }
}
