namespace Metarr.LocalRuntime.Tests.Hosting;

/// <summary>Waits for something to come true, up to a deadline.</summary>
internal static class Eventually
{
    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what)
    {
        var deadline = DateTime.UtcNow.AddMinutes(2);
        while (!await condition())
        {
            if (DateTime.UtcNow > deadline)
                Assert.Fail($"Not within two minutes: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
