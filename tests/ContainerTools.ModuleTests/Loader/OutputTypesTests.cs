using System.Collections;
using System.Reflection;

namespace ContainerTools.ModuleTests.Loader;

/// <summary>What a cmdlet gives can be built of a hashtable, as the tests of somebody's scripts do.</summary>
public sealed class OutputTypesTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    [Fact]
    public void Every_output_type_is_made_of_a_hashtable_with_all_that_it_has()
    {
        var types = OutputTypes();
        Assert.Contains(types, type => type.Name == "Container");
        Assert.Empty(types.SelectMany(Flaws));
    }

    [Fact]
    public void It_is_filtered_and_shown_as_the_cmdlets_own_is()
    {
        var outcome = session.Run("""
            $made = [ContainerTools.Container]@{ Name = 'web'; State = 'exited'; ExitCode = 137; Labels = @{ app = 'web' }; Ports = @{ HostPort = 8080; ContainerPort = 80 }; CommandLine = 'nginx', '-t' }
            "$made|$($made.State)|$($made.ExitCode)|$($made.Labels['app'])|$($made.Ports[0].HostPort)|$($made.CommandLine[1])"
            ($made | Where-Object ExitCode -gt 128).GetType().FullName
            """).Good();
        Assert.Equal(["web|Exited|137|web|8080|-t", "ContainerTools.Container"], outcome.Text);
    }

    [Theory]
    [InlineData("@{ Nam = 'web' }", "'Nam' is not a property of ContainerTools.Container that can be set. Those are: Id, Name, ")]
    [InlineData("@{ ExitCode = 'many' }", "The value of 'ExitCode' does not fit ContainerTools.Container: ")]
    [InlineData("@{ ShortId = 'abc' }", "'ShortId' is not a property of ContainerTools.Container that can be set.")]
    public void What_does_not_fit_is_named(string table, string message)
    {
        var outcome = session.Run($"try {{ [ContainerTools.Container]{table} }} catch {{ $_.Exception.Message }}").Good();
        Assert.Contains(message, Assert.Single(outcome.Text), StringComparison.Ordinal);
    }

    private Type[] OutputTypes()
    {
        var one = (Type)Assert.Single(session.Run("[ContainerTools.Container]").Good().Output).BaseObject;
        return [.. one.Assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false }
            && !typeof(Attribute).IsAssignableFrom(type) && !typeof(Exception).IsAssignableFrom(type)
            && type.GetConstructor(Type.EmptyTypes) is not null && Settable(type).Any())];
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) => type.GetProperties().Where(property => property.CanWrite);

    private static IEnumerable<string> Flaws(Type type)
    {
        foreach (var property in Settable(type))
        {
            string? flaw = null;
            try
            {
                var made = LanguagePrimitives.ConvertTo(new Hashtable { [property.Name] = Sample(property.PropertyType, 2) }, type);
                if (property.GetValue(made) is null or ICollection { Count: 0 }) flaw = $"{type.Name}.{property.Name} stayed empty";
            }
            catch (PSInvalidCastException e)
            {
                flaw = $"{type.Name}.{property.Name}: {e.Message}";
            }
            if (flaw is not null) yield return flaw;
        }
    }

    /// <summary>A value as a script would write it, down to a depth of nested objects.</summary>
    private static object Sample(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum) return Enum.GetNames(type)[0].ToUpperInvariant();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return new[] { Sample(type.GetGenericArguments()[0], depth) };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)) return new Hashtable { ["a"] = Sample(type.GetGenericArguments()[1], depth) };
        if (type == typeof(bool)) return true;
        if (type == typeof(DateTimeOffset)) return "2026-01-02T03:04:05Z";
        if (type == typeof(TimeSpan)) return "00:01:00";
        if (type == typeof(Version)) return "1.51";
        if (type == typeof(Uri)) return "http://127.0.0.1:80";
        if (type == typeof(System.Net.IPAddress)) return "127.0.0.1";
        if (type.IsPrimitive) return "7";
        if (type.Assembly == typeof(object).Assembly || type == typeof(PSObject)) return "text";
        var table = new Hashtable();
        if (depth > 0)
        {
            foreach (var property in Settable(type).Where(property => property.PropertyType != type)) table[property.Name] = Sample(property.PropertyType, depth - 1);
        }
        return table;
    }
}
