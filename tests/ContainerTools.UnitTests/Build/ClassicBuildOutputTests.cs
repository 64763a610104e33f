using ContainerTools.Engine.Build;

namespace ContainerTools.UnitTests.Build;

public class ClassicBuildOutputTests
{
    private readonly List<string> warnings = [];
    private readonly BuildLog log;
    private readonly ClassicBuildOutput output;

    public ClassicBuildOutputTests()
    {
        log = new BuildLog { Warned = warnings.Add };
        output = new ClassicBuildOutput(log, TimeProvider.System);
    }

    [Fact]
    public void Steps_are_told_from_what_their_programs_write()
    {
        Read(
            "Step 1/3 : FROM busybox", "\n", " ---> b8e4be123ed1\n",
            "Step 2/3 : RUN x", "\n", " ---> Running in 31dacb34c201\n", "a\nb", "c\r\n", "\u001b[91moops\n\u001b[0m", "Step 9/9 : no step\n", "Removing intermediate container 31dacb34c201\n", " ---> cddcbfc3cd74\n",
            "Step 3/3 : LABEL a=b", "\n", " ---> Using cache\n", " ---> 910a97bb84ce\n",
            "[Warning] One or more build-args [NOPE] were not consumed\n", "Successfully built 910a97bb84ce\n", "Successfully tagged x:latest\n");
        output.End(null, null);
        var steps = log.Steps.Select(s => s.ToStep()).ToList();
        Assert.Equal(["[1/3] FROM busybox", "[2/3] RUN x", "[3/3] LABEL a=b"], steps.Select(s => s.Name));
        Assert.Equal([false, false, true], steps.Select(s => s.Cached));
        Assert.Equal(["a", "bc", "oops", "Step 9/9 : no step"], steps[1].Log);
        Assert.Empty(steps[0].Log);
        Assert.Empty(steps[2].Log);
        Assert.All(steps, s => Assert.NotNull(s.Duration));
        Assert.Equal(["One or more build-args [NOPE] were not consumed"], warnings);
        Assert.Equal("910a97bb84ce", log.ImageId);
    }

    [Fact]
    public void A_newer_engines_words_and_podmans_are_known()
    {
        Read("STEP 1/2: FROM busybox\n", "STEP 2/2: RUN x\n", " ---> Removed intermediate container 1ed575b57501\n", " ---> 72c724387e99\n");
        output.End(null, null);
        Assert.Equal(["[1/2] FROM busybox", "[2/2] RUN x"], log.Steps.Select(s => s.Name));
        Assert.All(log.Steps, s => Assert.Empty(s.ToStep().Log));
    }

    [Fact]
    public void The_last_step_is_the_one_that_failed()
    {
        const string Error = "The command '/bin/sh -c exit 3' returned a non-zero code: 3";
        Read("Step 1/2 : FROM busybox\n", "Step 2/2 : RUN exit 3\n", "no end");
        Assert.True(ClassicBuildOutput.IsExit(Error));
        output.End(Error, 3);
        var step = log.Steps[^1].ToStep();
        Assert.Equal((Error, 3), (step.Error, step.ExitCode));
        Assert.Equal(["no end"], step.Log);
        Assert.Null(log.Steps[0].ToStep().Error);
        Assert.False(ClassicBuildOutput.IsExit("COPY failed: file not found"));
    }

    private void Read(params string[] texts) => Array.ForEach(texts, output.Read);
}
