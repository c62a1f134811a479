using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.LocalRuntime.Hosting;

/// <summary>Says where the functions are, for apps whose entry assembly does not hold them.</summary>
public static class FunctionSourceExtensions
{
    /// <summary>Serves the functions of an assembly. The entry assembly is then only searched when it is given, too.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="assembly">The assembly with the functions.</param>
    public static IServiceCollection AddFunctionsFrom(this IServiceCollection services, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(assembly);
        return services.AddSingleton(new FunctionSource(assembly.GetTypes()));
    }

    /// <summary>Serves the functions of one class.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="functionClass">The class with the functions.</param>
    public static IServiceCollection AddFunctionsFrom(this IServiceCollection services, Type functionClass)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(functionClass);
        return services.AddSingleton(new FunctionSource([functionClass]));
    }
}

/// <summary>Types to search for functions.</summary>
internal sealed record FunctionSource(IReadOnlyList<Type> Types);
