using System.Collections;
using System.Collections.Specialized;

namespace ContainerTools.UnitTests.Parameters;

public class HealthCheckSpecTests
{
    private static HealthCheckSpec From(object input) => Assert.IsType<HealthCheckSpec>(new HealthCheckSpecTransformationAttribute().Transform(null, input));

    [Fact]
    public void Text_is_for_the_shell_and_a_list_is_a_command()
    {
        Assert.Equal(["CMD-SHELL", "/check.sh -q"], From("/check.sh -q").Test!);
        Assert.Equal(["CMD", "curl", "-f", "http://localhost/"], From(new[] { "curl", "-f", "http://localhost/" }).Test!);
        Assert.Equal(["CMD", "nc", "-z", "localhost", "80"], From(new object[] { "nc", "-z", "localhost", 80 }).Test!);
        Assert.Equal(["CMD", "true"], From(new[] { "CMD", "true" }).Test!);
        Assert.Equal(["CMD-SHELL", "a | b"], From(new[] { "CMD-SHELL", "a | b" }).Test!);
        Assert.Equal(["NONE"], From(new[] { "NONE" }).Test!);
    }

    [Fact]
    public void A_hashtable_says_everything()
    {
        var check = From(new Hashtable
        {
            ["Test"] = "curl -f http://localhost/", ["Interval"] = "4.5s", ["Timeout"] = 2, ["StartPeriod"] = TimeSpan.FromSeconds(5), ["start-interval"] = "1s", ["Retries"] = 3,
        });
        Assert.Equal(["CMD-SHELL", "curl -f http://localhost/"], check.Test!);
        Assert.Equal(
            (TimeSpan.FromSeconds(4.5), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), 3),
            (check.Interval, check.Timeout, check.StartPeriod, check.StartInterval, check.Retries));
        Assert.Equal("--interval=4.5s --timeout=2s --start-period=5s --start-interval=1s --retries=3 CMD curl -f http://localhost/", check.ToString());
    }

    [Fact]
    public void What_is_not_given_is_inherited()
    {
        var check = From(new OrderedDictionary { ["Interval"] = 10, ["Timeout"] = "0" });
        Assert.Null(check.Test);
        Assert.Null(check.Retries);
        Assert.Null(check.StartPeriod);
        Assert.Equal(TimeSpan.Zero, check.Timeout);
        Assert.Equal("--interval=10s --timeout=0s", check.ToString());
    }

    [Fact]
    public void The_command_may_be_a_list_in_a_hashtable()
    {
        Assert.Equal(["CMD", "true"], From(new Hashtable { ["Test"] = new[] { "true" } }).Test!);
        Assert.Equal(["CMD", "sh", "-c", "x"], From(new Hashtable { ["Command"] = new object[] { "sh", "-c", "x" } }).Test!);
        Assert.Equal(["CMD-SHELL", "x"], From(new Hashtable { ["Cmd"] = "x" }).Test!);
        Assert.Equal("CMD [\"a b\",\"c\"]", From(new[] { "a b", "c" }).ToString());
        Assert.Equal("NONE", From(new[] { "NONE" }).ToString());
    }

    [Fact]
    public void A_finished_one_passes_and_null_stays_null()
    {
        var check = HealthCheckSpec.Parse("true");
        Assert.Same(check, From(check));
        Assert.Null(new HealthCheckSpecTransformationAttribute().Transform(null, null));
    }

    [Fact]
    public void The_rest_is_refused()
    {
        var transformation = new HealthCheckSpecTransformationAttribute();
        Refused.By(transformation, "", "'' is not a health check");
        Refused.By(transformation, Array.Empty<string>(), "An empty list is not a health check");
        Refused.By(transformation, new[] { "NONE", "x" }, "'NONE x' is not a health check");
        Refused.By(transformation, new[] { "CMD" }, "'CMD' is not a health check");
        Refused.By(transformation, new[] { "CMD-SHELL", "a", "b" }, "'CMD-SHELL a b' is not a health check");
        Refused.By(transformation, new object[] { new Hashtable() }, "A list of lists or hashtables is not a health check");
        Refused.By(transformation, new Hashtable { ["Interval"] = "-1s" }, "'-1s' is too short for Interval");
        Refused.By(transformation, new Hashtable { ["Timeout"] = "999us" }, "'999us' is too short for Timeout");
        Refused.By(transformation, new Hashtable { ["StartPeriod"] = "5 minutes" }, "'5 minutes' is not a duration");
        Refused.By(transformation, new Hashtable { ["Retries"] = -1 }, "'-1' is not a number of retries");
        Refused.By(transformation, new Hashtable { ["Retries"] = "many" }, "'many' is not a whole number for Retries");
        Refused.By(transformation, new Hashtable { ["Intervall"] = 1 }, "'Intervall' is not a key of a health check. Allowed: Test, Interval, Timeout, StartPeriod, StartInterval, Retries.");
        Refused.By(transformation, Guid.Empty, "A value of type Guid is not a health check");
    }
}
