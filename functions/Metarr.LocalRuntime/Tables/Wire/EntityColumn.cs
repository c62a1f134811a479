using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;
using Azure.Data.Tables;

namespace Metarr.LocalRuntime.Tables;

/// <summary>One property or field of an entity type as a column, with compiled access to it.</summary>
internal sealed class EntityColumn
{
    private EntityColumn(MemberInfo member, Type type, string name)
    {
        Name = name;
        EncodedName = JsonEncodedText.Encode(name);
        EncodedTypeName = JsonEncodedText.Encode(name + TableWords.TypeSuffix);
        Type = Nullable.GetUnderlyingType(type) ?? type;
        IsNullable = !type.IsValueType || Type != type;
        Get = CompileGet(member);
        Set = CompileSet(member, type);
    }

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>The name as it stands in JSON.</summary>
    public JsonEncodedText EncodedName { get; }

    /// <summary>The name of the type annotation as it stands in JSON.</summary>
    public JsonEncodedText EncodedTypeName { get; }

    /// <summary>The type of its values, without <see cref="Nullable{T}"/>.</summary>
    public Type Type { get; }

    /// <summary>Whether the member can hold null.</summary>
    public bool IsNullable { get; }

    /// <summary>Reads the member of an entity; null when it can only be written.</summary>
    public Func<object, object?>? Get { get; }

    /// <summary>Writes the member of an entity; null when it can only be read.</summary>
    public Action<object, object?>? Set { get; }

    /// <summary>The column of a member; null when the member is no column.</summary>
    public static EntityColumn? Of(MemberInfo member)
    {
        var type = member switch
        {
            PropertyInfo property when property.GetIndexParameters().Length == 0 => property.PropertyType,
            FieldInfo { IsInitOnly: false } field => field.FieldType,
            _ => null,
        };
        // The four members of ITableEntity are handled apart: two are keys, two are never sent.
        if (type is null || member.Name is nameof(ITableEntity.PartitionKey) or nameof(ITableEntity.RowKey)
            or nameof(ITableEntity.Timestamp) or nameof(ITableEntity.ETag))
            return null;
        return member.IsDefined(typeof(IgnoreDataMemberAttribute)) ? null : new EntityColumn(member, type, NameOf(member));
    }

    /// <summary>The name of the column that a member stands for.</summary>
    public static string NameOf(MemberInfo member) => member.GetCustomAttribute<DataMemberAttribute>()?.Name ?? member.Name;

    private static Func<object, object?>? CompileGet(MemberInfo member)
    {
        if (member is PropertyInfo { GetMethod: not { IsPublic: true } })
            return null;
        var entity = Expression.Parameter(typeof(object));
        var value = Expression.MakeMemberAccess(Expression.Convert(entity, member.DeclaringType!), member);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), entity).Compile();
    }

    private static Action<object, object?>? CompileSet(MemberInfo member, Type type)
    {
        if (member is PropertyInfo { SetMethod: null } || member.DeclaringType!.IsValueType)
            return null;
        var entity = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(typeof(object));
        var target = Expression.MakeMemberAccess(Expression.Convert(entity, member.DeclaringType!), member);
        return Expression.Lambda<Action<object, object?>>(Expression.Assign(target, Expression.Convert(value, type)), entity, value)
            .Compile();
    }
}
