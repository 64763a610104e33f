using ContainerTools.ModuleTests.Hosts;

namespace ContainerTools.ModuleTests.Containers;

public sealed class ConfirmationTests(TestContainers containers) : IClassFixture<TestContainers>
{
    private (AnsweringHost Host, string[] Left) Remove(string[] answers)
    {
        var mark = Guid.NewGuid().ToString("n")[..6];
        string[] names = [containers.Create(mark + "-a"), containers.Create(mark + "-b"), containers.Create(mark + "-c")];
        var host = new AnsweringHost(answers);
        using var session = PowerShellSession.With(host);
        session.Run("$names | Remove-Container -Confirm", ("names", names)).Good();
        var left = TestEngine.Docker("ps", "--all", "--format", "{{.Names}}", "--filter", $"name={mark}").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (host, [.. left.Select(name => name[^1..]).Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public void Every_container_is_asked_for_by_its_name()
    {
        var (host, left) = Remove(["No", "Yes", "No"]);
        Assert.Equal(["a", "c"], left);
        Assert.Equal(3, host.Questions.Count);
        Assert.All(host.Questions.Zip("abc"), asked => Assert.Contains($"-{asked.Second}", asked.First, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Yes to All", new string[0])]
    [InlineData("No to All", new[] { "a", "b", "c" })]
    public void One_answer_can_be_for_all(string answer, string[] expected)
    {
        var (host, left) = Remove([answer]);
        Assert.Equal(expected, left);
        Assert.Single(host.Questions);
    }
}
