using System.Linq.Expressions;
using System.Reflection;

namespace Metarr.LocalRuntime.Hosting.Discovery;

/// <summary>Compiles a method into a delegate, so that a call costs no reflection.</summary>
internal static class MethodCallCompiler
{
    public static MethodCall Compile(MethodInfo method)
    {
        var instance = Expression.Parameter(typeof(object), "instance");
        var arguments = Expression.Parameter(typeof(object[]), "arguments");
        var values = method.GetParameters().Select((parameter, i) =>
            Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), parameter.ParameterType));
        var target = method.IsStatic ? null : Expression.Convert(instance, method.DeclaringType!);
        var call = Expression.Call(target, method, values);
        return Expression.Lambda<MethodCall>(ToValueTask(call), instance, arguments).Compile();
    }

    /// <summary>What a method of this return type yields once awaited; <c>void</c> for none.</summary>
    public static Type ResultType(Type returnType)
    {
        if (returnType == typeof(Task))
            return typeof(void);
        return returnType.IsGenericType && returnType.GetGenericTypeDefinition() == typeof(Task<>)
            ? returnType.GetGenericArguments()[0]
            : returnType;
    }

    private static Expression ToValueTask(MethodCallExpression call)
    {
        if (call.Type == typeof(void))
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        if (call.Type == typeof(Task))
            return Expression.Call(Method(nameof(FromTask)), call);
        var result = ResultType(call.Type);
        return result == call.Type
            ? Expression.Call(Method(nameof(FromValue)), Expression.Convert(call, typeof(object)))
            : Expression.Call(Method(nameof(FromTaskOf)).MakeGenericMethod(result), call);
    }

    private static MethodInfo Method(string name) =>
        typeof(MethodCallCompiler).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static ValueTask<object?> FromValue(object? value) => new(value);

    private static async ValueTask<object?> FromTask(Task task)
    {
        await task;
        return null;
    }

    private static async ValueTask<object?> FromTaskOf<T>(Task<T> task) => await task;
}
