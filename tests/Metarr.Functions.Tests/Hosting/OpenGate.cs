using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;

namespace Metarr.Functions.Tests.Hosting;

/// <summary>Budgets without a limit, for parts that a test makes itself.</summary>
internal sealed class OpenGate : IQuotaGate
{
    public ValueTask<QuotaAnswer> AcquireAsync(string budget, CallPriority priority, CancellationToken cancellationToken) =>
        ValueTask.FromResult<QuotaAnswer>(new QuotaAnswer.Granted());

    public ValueTask CloseAsync(string budget, TimeSpan wait, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
