namespace Metarr.LocalRuntime.Hosting.Discovery;

/// <summary>All functions of the app.</summary>
internal sealed record FunctionCatalog(IReadOnlyList<FunctionDescriptor> Functions)
{
    /// <summary>The functions with one kind of trigger.</summary>
    public IEnumerable<(FunctionDescriptor Function, TTrigger Trigger)> With<TTrigger>()
        where TTrigger : FunctionTrigger =>
        Functions.Where(function => function.Trigger is TTrigger).Select(function => (function, (TTrigger)function.Trigger));
}
