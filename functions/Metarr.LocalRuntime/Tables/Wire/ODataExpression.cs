using System.Linq.Expressions;
using System.Reflection;
using Azure.Data.Tables;

namespace Metarr.LocalRuntime.Tables;

/// <summary>Translates comparisons in C# into an OData filter.</summary>
internal static class ODataExpression
{
    /// <summary>The filter of an expression.</summary>
    /// <exception cref="NotSupportedException">The expression has no counterpart in OData.</exception>
    public static string Translate<T>(Expression<Func<T, bool>> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Condition(filter.Body, filter.Parameters[0]);
    }

    private static string Condition(Expression expression, ParameterExpression entity) => Plain(expression) switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both =>
            $"({Condition(both.Left, entity)}) and ({Condition(both.Right, entity)})",
        BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either =>
            $"({Condition(either.Left, entity)}) or ({Condition(either.Right, entity)})",
        UnaryExpression { NodeType: ExpressionType.Not } not => $"not ({Condition(not.Operand, entity)})",
        BinaryExpression comparison => Comparison(comparison, entity),
        MethodCallExpression { Method.Name: nameof(Equals), Object: { } left, Arguments: [var right] } =>
            $"{Operand(left, null, entity)} eq {Operand(right, null, entity)}",
        var column when ColumnOf(column, entity) is { } name => $"{name} eq true",
        var other when !Mentions(other, entity) => ODataLiteral.Of(Evaluate(other)),
        var other => throw Unsupported(other),
    };

    private static string Comparison(BinaryExpression comparison, ParameterExpression entity)
    {
        var left = Plain(comparison.Left);
        var right = Plain(comparison.Right);
        // Texts are ordered by string.Compare(a, b) >= 0 or a.CompareTo(b) >= 0, for which OData has plain comparisons.
        if (left is MethodCallExpression { Method.Name: nameof(string.Compare), Object: null, Arguments: [var a, var b] } && IsZero(right))
            (left, right) = (Plain(a), Plain(b));
        else if (left is MethodCallExpression { Method.Name: nameof(string.CompareTo), Object: { } self, Arguments: [var other] }
            && IsZero(right))
            (left, right) = (Plain(self), Plain(other));

        return $"{Operand(left, right, entity)} {Word(comparison)} {Operand(right, left, entity)}";
    }

    private static string Operand(Expression operand, Expression? counterpart, ParameterExpression entity)
    {
        if (ColumnOf(operand, entity) is { } name)
            return name;
        if (Mentions(operand, entity))
            throw Unsupported(operand);
        var value = Evaluate(operand);
        // The compiler turns a comparison of choices into one of numbers; the service holds their names.
        if (counterpart is not null && EnumOf(counterpart) is { } choice && value is not null)
            value = Enum.ToObject(choice, value);
        return ODataLiteral.Of(value is Enum named ? named.ToString() : value);
    }

    private static string Word(BinaryExpression comparison) => comparison.NodeType switch
    {
        ExpressionType.Equal => "eq",
        ExpressionType.NotEqual => "ne",
        ExpressionType.GreaterThan => "gt",
        ExpressionType.GreaterThanOrEqual => "ge",
        ExpressionType.LessThan => "lt",
        ExpressionType.LessThanOrEqual => "le",
        _ => throw Unsupported(comparison),
    };

    /// <summary>The column that an expression reads; null when it reads none.</summary>
    private static string? ColumnOf(Expression expression, ParameterExpression entity) => Plain(expression) switch
    {
        MemberExpression { Member.Name: nameof(Nullable<int>.Value), Expression: { } nullable }
            when Nullable.GetUnderlyingType(nullable.Type) is not null => ColumnOf(nullable, entity),
        MemberExpression member when member.Expression is { } owner && Plain(owner) == entity => EntityColumn.NameOf(member.Member),
        // entity["Column"] and entity.GetString("Column")
        MethodCallExpression { Object: { } owner, Arguments: [var name] } call
            when Plain(owner) == entity && entity.Type == typeof(TableEntity)
            && (call.Method.Name == "get_Item" || call.Method.Name.StartsWith("Get", StringComparison.Ordinal)) => (string?)Evaluate(name),
        _ => null,
    };

    private static Type? EnumOf(Expression operand)
    {
        var type = Nullable.GetUnderlyingType(operand.Type) ?? operand.Type;
        return type.IsEnum ? type : null;
    }

    private static bool IsZero(Expression expression) => expression is ConstantExpression { Value: 0 };

    private static Expression Plain(Expression expression)
    {
        while (expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.Quote } outer)
            expression = outer.Operand;
        return expression;
    }

    private static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression is null ? null : Evaluate(member.Expression)),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };

    private static bool Mentions(Expression expression, ParameterExpression entity)
    {
        var finder = new Finder(entity);
        finder.Visit(expression);
        return finder.Found;
    }

    private static NotSupportedException Unsupported(Expression expression) =>
        new($"The table service has no counterpart of '{expression}' in a filter.");

    private sealed class Finder(ParameterExpression sought) : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= node == sought;
            return node;
        }
    }
}
