using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Traffic;

/// <summary>Stands between the network and a provider's answer, and may spoil it: refuse, delay, cut short, replace.</summary>
public interface IFaultSource
{
    /// <summary>Handles one request; calls <paramref name="next"/> for the true answer, or writes another in its place.</summary>
    Task InvokeAsync(ProviderRequest request, HttpContext context, RequestDelegate next);
}
