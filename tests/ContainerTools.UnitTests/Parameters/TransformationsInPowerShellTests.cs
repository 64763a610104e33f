using System.Collections;
using System.Management.Automation;

namespace ContainerTools.UnitTests.Parameters;

/// <summary>What reaches a transformation is decided by PowerShell's parser and binder: here they are the real ones.</summary>
public class TransformationsInPowerShellTests(TestRunspace session) : IClassFixture<TestRunspace>
{
    [Theory]
    [InlineData("10s", 100_000_000)]
    [InlineData("1us", 10)]
    [InlineData("5m", 3_000_000_000)]
    [InlineData("1h30m", 54_000_000_000)]
    [InlineData("10", 100_000_000)]
    [InlineData("1.5", 15_000_000)]
    [InlineData("([timespan]'00:00:03')", 30_000_000)]
    [InlineData("'10s'", 100_000_000)]
    public void Durations_are_read_as_they_were_typed(string argument, long ticks) =>
        Assert.Equal(new TimeSpan(ticks), Run($"Test-Transformation -Duration {argument}"));

    [Theory]
    [InlineData("5d")]
    [InlineData("5l")]
    [InlineData("5u")]
    [InlineData("5y")]
    [InlineData("0x10")]
    public void A_number_literal_that_is_no_duration_is_not_taken_for_seconds(string argument) =>
        Assert.Contains($"'{argument}' is not a duration", Fails($"Test-Transformation -Duration {argument}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("10s", 10)]
    [InlineData("([timespan]::FromSeconds(10))", 10)]
    [InlineData("5m", 300)]
    public void Points_in_time_take_durations_before_now(string argument, int seconds)
    {
        var before = DateTimeOffset.Now;
        var time = Assert.IsType<DateTimeOffset>(Run($"Test-Transformation -Since {argument}"));
        Assert.InRange(time.AddSeconds(seconds), before, DateTimeOffset.Now);
    }

    [Theory]
    [InlineData("512MB", 512L << 20)]
    [InlineData("512mb", 512L << 20)]
    [InlineData("512m", 512L << 20)]
    [InlineData("'512m'", 512L << 20)]
    [InlineData("(512MB)", 512L << 20)]
    [InlineData("1.5gb", 3L << 29)]
    [InlineData("(1gb / 3)", 357913941)]
    [InlineData("-1", -1)]
    [InlineData("unlimited", -1)]
    public void Sizes_are_PowerShells_or_dockers(string argument, long expected) => Assert.Equal(expected, Run($"Test-Transformation -Memory {argument}"));

    [Theory]
    [InlineData("8080:80", "8080:80/tcp")]
    [InlineData("80", "80/tcp")]
    [InlineData("80/udp,443,@{HostPort=8080;ContainerPort=80}", "80/udp 443/tcp 8080:80/tcp")]
    [InlineData("80-82", "80/tcp 81/tcp 82/tcp")]
    [InlineData("([pscustomobject]@{HostPort=8080;ContainerPort=80})", "8080:80/tcp")]
    [InlineData("([ordered]@{HostPort=8080;ContainerPort=80})", "8080:80/tcp")]
    [InlineData("([ContainerTools.PortMapping]::Parse('80-81'))", "80/tcp 81/tcp")]
    [InlineData("$null", "")]
    [InlineData("@()", "")]
    public void Ports_come_in_every_shape(string argument, string expected) =>
        Assert.Equal(expected, string.Join(' ', ((IEnumerable?)Run($"Test-Transformation -Publish {argument}") ?? Array.Empty<object>()).Cast<object>()));

    [Fact]
    public void Paths_are_relative_to_the_location_of_the_session()
    {
        var folder = Directory.CreateTempSubdirectory("location-").FullName;
        try
        {
            Run($"$null = $ExecutionContext.SessionState.Path.SetLocation('{folder}')");
            Assert.NotEqual(folder, Environment.CurrentDirectory);
            Assert.Equal($"{Path.Combine(folder, "data")}:/data", Run("Test-Transformation -Volume ./data:/data")!.ToString());
            Assert.Equal($"type=bind,source={folder},target=/app", Run("Test-Transformation -Mount @{Type='bind'; Source='.'; Target='/app'}")!.ToString());
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    [Theory]
    [InlineData("curl -f x", "CMD curl -f x")]
    [InlineData("@{Test='x'; Interval='30s'; Retries=3}", "--interval=30s --retries=3 CMD x")]
    [InlineData("curl,-f,x", "CMD [\"curl\",\"-f\",\"x\"]")]
    public void A_health_check_is_one_value(string argument, string expected)
    {
        if (argument.Contains(' ', StringComparison.Ordinal) && argument[0] != '@') argument = $"'{argument}'";
        Assert.Equal(expected, Run($"Test-Transformation -HealthCheck {argument}")!.ToString());
    }

    [Theory]
    [InlineData("1.5", 1_500_000_000)]
    [InlineData("0.50", 500_000_000)]
    [InlineData("3/2", 1_500_000_000)]
    [InlineData("(1/3)", 333_333_333)]
    public void Processors_are_numbers_or_fractions(string argument, long expected) => Assert.Equal(expected, Run($"Test-Transformation -Cpu {argument}"));

    [Fact]
    public void Pairs_come_as_text_or_hashtable()
    {
        Assert.Equal(["A=1", "B=x y"], Assert.IsType<string[]>(Run("Test-Transformation -Environment @{A=1; B='x y'}")));
        Assert.Equal(["A=1", "B"], Assert.IsType<string[]>(Run("Test-Transformation -Environment A=1,B")));
        Assert.Equal(["A=1"], Assert.IsType<string[]>(Run("Test-Transformation -Environment A=1")));
    }

    [Fact]
    public void A_value_that_went_through_serialisation_comes_back()
    {
        object[] values = [.. PortMapping.Parse("[::1]:8000-8009:80/udp"), NetworkAttachment.Parse("name=back,alias=a,alias=b,ip=10.0.0.5"), ContainerMount.Parse("type=tmpfs,target=/t,tmpfs-mode=1777,tmpfs-size=1m", "/")];
        foreach (var (value, parameter) in values.Zip(["Publish", "Network", "Mount"]))
        {
            var copy = PSSerializer.Deserialize(PSSerializer.Serialize(value));
            var result = Run($"Test-Transformation -{parameter} $args[0]", copy);
            Assert.Equal(value.ToString(), (result is Array list ? list.GetValue(0) : result)!.ToString());
        }
    }

    [Fact]
    public void The_binder_shows_the_sentence()
    {
        var message = Fails("Test-Transformation -Publish 80:80:80");
        Assert.StartsWith("Cannot process argument transformation on parameter 'Publish'. '80:80:80' is not a port mapping", message, StringComparison.Ordinal);
    }

    private object? Run(string script, params object[] arguments)
    {
        using var shell = PowerShell.Create(session.Runspace);
        shell.AddScript("$ErrorActionPreference = 'Stop'; " + script);
        foreach (var argument in arguments) shell.AddArgument(argument);
        var output = shell.Invoke();
        Assert.Empty(shell.Streams.Error);
        return output.Count == 0 ? null : output[0]?.BaseObject;
    }

    private string Fails(string script) => Assert.ThrowsAny<ParameterBindingException>(() => Run(script)).Message;
}
