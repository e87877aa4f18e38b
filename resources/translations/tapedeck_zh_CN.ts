<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>SampleFigures</name>
    <message>
        <source>tape</source>
        <translation>梯度带</translation>
    </message>
    <message>
        <source>the training</source>
        <translation>训练过程</translation>
    </message>
    <message>
        <source>gradient descent from here</source>
        <translation>从这里做梯度下降</translation>
    </message>
    <message>
        <source>gradient (uphill)</source>
        <translation>梯度（上坡）</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>length of the gradient</source>
        <translation>梯度的长度</translation>
    </message>
    <message>
        <source>round of the training</source>
        <translation>训练轮次</translation>
    </message>
</context>
<context>
    <name>ui</name>
    <message>
        <source>The picture could not be written: %1</source>
        <translation>无法写入图片：%1</translation>
    </message>
    <message>
        <source>The picture would be %1 by %2 pixels, which is too large. Choose a smaller scale, or SVG or PDF.</source>
        <translation>图片将有 %1 × %2 像素，太大了。请选择较小的缩放比例，或改用 SVG 或 PDF。</translation>
    </message>
    <message>
        <source>There is not enough memory for a picture of this size.</source>
        <translation>内存不足，无法生成这么大的图片。</translation>
    </message>
</context>
<context>
    <name>ui::Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a lesson or notebook</source>
        <translation>打开课程或笔记本</translation>
    </message>
    <message>
        <source>Open &amp;lesson</source>
        <translation>打开课程(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Export picture…</source>
        <translation>导出图片(&amp;E)…</translation>
    </message>
    <message>
        <source>Save the picture of this step</source>
        <translation>保存这一步的图片</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>Run &amp;cell</source>
        <translation>运行单元格(&amp;C)</translation>
    </message>
    <message>
        <source>Run this cell, and the changed ones above it</source>
        <translation>运行这个单元格，以及它上方改动过的单元格</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Shift+Enter</translation>
    </message>
    <message>
        <source>Run &amp;all</source>
        <translation>全部运行(&amp;A)</translation>
    </message>
    <message>
        <source>Run all cells</source>
        <translation>运行所有单元格</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Stop the running cell</source>
        <translation>停止正在运行的单元格</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>重新开始(&amp;R)</translation>
    </message>
    <message>
        <source>Forget all results and begin anew</source>
        <translation>清除所有结果，重新开始</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>播放(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation>播放或暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Step &amp;forward</source>
        <translation>前进一步(&amp;F)</translation>
    </message>
    <message>
        <source>Step &amp;back</source>
        <translation>后退一步(&amp;B)</translation>
    </message>
    <message>
        <source>To the &amp;start</source>
        <translation>跳到开头(&amp;S)</translation>
    </message>
    <message>
        <source>To the &amp;end</source>
        <translation>跳到结尾(&amp;E)</translation>
    </message>
    <message>
        <source>F&amp;aster</source>
        <translation>加快(&amp;A)</translation>
    </message>
    <message>
        <source>S&amp;lower</source>
        <translation>减慢(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>文字大小(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Larger</source>
        <translation>放大(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Smaller</source>
        <translation>缩小(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Normal</source>
        <translation>标准(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Notebook</source>
        <translation>笔记本(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Inspector and tape</source>
        <translation>检查器和梯度带(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Fit the graph</source>
        <translation>显示整个计算图(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Reduce motion</source>
        <translation>减少动画(&amp;R)</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Tapedeck</source>
        <translation>关于 Tapedeck(&amp;A)</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>全部运行</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>&amp;Legend of the picture</source>
        <translation>图例(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Plot the slope</source>
        <translation>画出斜率(&amp;P)</translation>
    </message>
    <message>
        <source>The target as a curve, with the gradient as its slope</source>
        <translation>把目标画成曲线，梯度就是它的斜率</translation>
    </message>
    <message>
        <source>&amp;New notebook</source>
        <translation>新建笔记本(&amp;N)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Find and replace…</source>
        <translation>查找和替换(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Outline of the lesson</source>
        <translation>课程大纲(&amp;O)</translation>
    </message>
    <message>
        <source>Run all a&amp;bove</source>
        <translation>运行上方全部(&amp;B)</translation>
    </message>
    <message>
        <source>Run the cells above this one</source>
        <translation>运行这个单元格上方的单元格</translation>
    </message>
    <message>
        <source>&amp;Pin this run</source>
        <translation>钉住这次运行(&amp;P)</translation>
    </message>
    <message>
        <source>Keep this run beside the next ones, and see what differs</source>
        <translation>把这次运行留在旁边，看看后面的运行有什么不同</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>钉住</translation>
    </message>
</context>
<context>
    <name>ui::BackwardModel</name>
    <message>
        <source>done: %1</source>
        <translation>已执行：%1</translation>
    </message>
    <message>
        <source>Backward program</source>
        <translation>反向程序</translation>
    </message>
    <message>
        <source>Arrives</source>
        <translation>到达的值</translation>
    </message>
</context>
<context>
    <name>ui::BackwardProgram</name>
    <message>
        <source>Backward program</source>
        <translation>反向程序</translation>
    </message>
    <message>
        <source>No gradient is asked for in this part of the recording.</source>
        <translation>这一段记录里没有求梯度。</translation>
    </message>
</context>
<context>
    <name>ui::CellPrompt</name>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已存</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>已过时</translation>
    </message>
    <message>
        <source>Run this cell (Shift+Enter)</source>
        <translation>运行这个单元格（Shift+Enter）</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stale: this cell or one above it changed since it ran.</source>
        <translation>已过时：运行之后，这个单元格或它上方的单元格改动过。</translation>
    </message>
    <message>
        <source>The outputs come from the file; the cell has not run yet.</source>
        <translation>输出来自文件；这个单元格还没有运行过。</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>Run %1 (%2)</source>
        <translation>运行 %1（%2）</translation>
    </message>
</context>
<context>
    <name>ui::CellWidget</name>
    <message>
        <source>%1, cell %2 of %3</source>
        <translation>%1，第 %2 个单元格，共 %3 个</translation>
    </message>
    <message>
        <source>%1, cell %2: source</source>
        <translation>%1，第 %2 个单元格：源代码</translation>
    </message>
    <message>
        <source>%1, selected</source>
        <translation>%1，已选中</translation>
    </message>
</context>
<context>
    <name>ui::CodeCell</name>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
</context>
<context>
    <name>ui::CodeEditor</name>
    <message>
        <source>Play to line %1</source>
        <translation>播放到第 %1 行</translation>
    </message>
    <message>
        <source>Slide this number</source>
        <translation>用滑块改这个数</translation>
    </message>
    <message>
        <source>Drag sideways to change this number, double-click for a slider. By keys: Alt+Up and Alt+Down.</source>
        <translation>左右拖动可以改这个数，双击出现滑块。用键盘：Alt+上、Alt+下。</translation>
    </message>
</context>
<context>
    <name>ui::Deck</name>
    <message>
        <source>Run a cell, and its recording plays here.</source>
        <translation>运行一个单元格，它的记录就在这里播放。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>跳到开头</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>后退一步</translation>
    </message>
    <message>
        <source>Step forward</source>
        <translation>前进一步</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>跳到结尾</translation>
    </message>
    <message>
        <source>Step</source>
        <comment>before the number</comment>
        <extracomment>Before an editable number: &quot;Step 12 of 57&quot;.</extracomment>
        <translation>第</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>步，共 %1 步</translation>
    </message>
    <message>
        <source>Step number</source>
        <translation>步号</translation>
    </message>
    <message>
        <source>Type a number to go to that step.</source>
        <translation>输入数字，跳到那一步。</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>stops per second</comment>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>Step over a loop or a call</source>
        <translation>越过循环或调用</translation>
    </message>
    <message>
        <source>Mark this step</source>
        <translation>标记这一步</translation>
    </message>
    <message>
        <source>%1; a chapter: %2</source>
        <translation>%1；一章：%2</translation>
    </message>
    <message>
        <source>%1; to the next mark: %2</source>
        <translation>%1；到下一个标记：%2</translation>
    </message>
    <message>
        <source>Stops per second while playing (slower: %1 faster: %2)</source>
        <translation>播放时每秒停几步（慢一点：%1 快一点：%2）</translation>
    </message>
    <message>
        <source>Deck</source>
        <translation>播放栏</translation>
    </message>
</context>
<context>
    <name>ui::DeckKeys</name>
    <message>
        <source>Play or pause</source>
        <translation>播放或暂停</translation>
    </message>
    <message>
        <source>Step forward</source>
        <translation>前进一步</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>后退一步</translation>
    </message>
    <message>
        <source>Step over a loop or a call</source>
        <translation>越过循环或调用</translation>
    </message>
    <message>
        <source>To the next chapter: a cell or a gradient pass</source>
        <translation>到下一章：一个单元格或一次反向传播</translation>
    </message>
    <message>
        <source>To the chapter before</source>
        <translation>到上一章</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>跳到开头</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>跳到结尾</translation>
    </message>
    <message>
        <source>To where this picture begins</source>
        <translation>到这幅图的开头</translation>
    </message>
    <message>
        <source>To where this picture is complete</source>
        <translation>到这幅图完成的地方</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>慢一点</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>快一点</translation>
    </message>
    <message>
        <source>Mark this step</source>
        <translation>标记这一步</translation>
    </message>
    <message>
        <source>To the next mark</source>
        <translation>到下一个标记</translation>
    </message>
    <message>
        <source>To the mark before</source>
        <translation>到上一个标记</translation>
    </message>
</context>
<context>
    <name>ui::Dialogs</name>
    <message>
        <source>Lessons and notebooks (*.md *.ipynb *.py);;All files (*)</source>
        <translation>课程和笔记本 (*.md *.ipynb *.py);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open a lesson or notebook</source>
        <translation>打开课程或笔记本</translation>
    </message>
    <message>
        <source>Save lesson</source>
        <translation>保存课程</translation>
    </message>
    <message>
        <source>Lesson text (*.md)</source>
        <translation>课程文本 (*.md)</translation>
    </message>
    <message>
        <source>Jupyter notebook (*.ipynb)</source>
        <translation>Jupyter 笔记本 (*.ipynb)</translation>
    </message>
    <message>
        <source>Python script with cells (*.py)</source>
        <translation>带单元格的 Python 脚本 (*.py)</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>Image (*.png)</source>
        <translation>图像 (*.png)</translation>
    </message>
    <message>
        <source>Scalable drawing (*.svg)</source>
        <translation>矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Page (*.pdf)</source>
        <translation>页面 (*.pdf)</translation>
    </message>
    <message>
        <source>“%1” was changed.</source>
        <translation>“%1”已改动。</translation>
    </message>
    <message>
        <source>Without saving, the changes are lost.</source>
        <translation>如果不保存，改动将会丢失。</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Run the cells of a GradientTape lesson, then play the tape: forward through the recorded computation, and back through the gradient.</source>
        <translation>运行 GradientTape 课程的单元格，然后播放梯度带：正向走过记录下来的计算，再反向走过梯度。</translation>
    </message>
    <message>
        <source>Tapedeck is free software: you may share and change it under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>Tapedeck 是自由软件：您可以按照 GNU 通用公共许可证第 3 版或更高版本分享和修改它。本软件不提供任何担保。</translation>
    </message>
    <message>
        <source>It is built with:</source>
        <translation>它建立在这些软件之上：</translation>
    </message>
    <message>
        <source>started as a program of its own</source>
        <translation>作为独立程序启动</translation>
    </message>
    <message>
        <source>About Tapedeck</source>
        <translation>关于 Tapedeck</translation>
    </message>
    <message>
        <source>“%1” was not saved when the program ended.</source>
        <translation>程序结束时“%1”还没有保存。</translation>
    </message>
    <message>
        <source>The last automatic save was cut short. The one before it is of %1.</source>
        <translation>最近一次自动保存不完整。上一次保存于 %1。</translation>
    </message>
    <message>
        <source>It was saved automatically at %1.</source>
        <translation>自动保存于 %1。</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再说</translation>
    </message>
</context>
<context>
    <name>ui::ErrorCurve</name>
    <message>
        <source>The error is smallest at h = %1</source>
        <translation>误差在 h = %1 时最小</translation>
    </message>
    <message>
        <source>step h</source>
        <translation>步长 h</translation>
    </message>
</context>
<context>
    <name>ui::ExerciseCell</name>
    <message>
        <source>Exercise</source>
        <translation>练习</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Run it and see what holds (Shift+Enter)</source>
        <translation>运行并检查（Shift+Enter）</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Show a solution</source>
        <translation>看参考解答</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Your code</source>
        <translation>你的代码</translation>
    </message>
    <message>
        <source>**✓** Solved before.</source>
        <translation>**✓** 以前已完成。</translation>
    </message>
    <message>
        <source>A cell above fails (%1). Put that right first.</source>
        <translation>上面有单元格出错（%1）。请先改正它。</translation>
    </message>
    <message>
        <source>**✗ Not yet.** The code ends with an error.</source>
        <translation>**✗ 还不行。** 代码运行出错。</translation>
    </message>
    <message>
        <source>**✓ Solved.** %1</source>
        <translation>**✓ 完成。** %1</translation>
    </message>
    <message>
        <source>**✗ Not yet.** This must be true:</source>
        <translation>**✗ 还不行。** 下面各式都应成立：</translation>
    </message>
    <message>
        <source>One way to write it:</source>
        <translation>一种写法：</translation>
    </message>
</context>
<context>
    <name>ui::FigureView</name>
    <message>
        <source>Plot</source>
        <translation>图</translation>
    </message>
    <message>
        <source>The file %1 could not be written.</source>
        <translation>无法写入文件 %1。</translation>
    </message>
    <message>
        <source>The file %1 could not be written: %2</source>
        <translation>无法写入文件 %1：%2</translation>
    </message>
    <message>
        <source>Plot: %1</source>
        <translation>图：%1</translation>
    </message>
    <message>
        <source>Show the whole plot</source>
        <translation>显示全图</translation>
    </message>
    <message>
        <source>Copy as picture</source>
        <translation>复制为图片</translation>
    </message>
    <message>
        <source>Save plot…</source>
        <translation>保存图…</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG 矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF 文档 (*.pdf)</translation>
    </message>
    <message>
        <source>Values (*.csv)</source>
        <translation>数值 (*.csv)</translation>
    </message>
    <message>
        <source>Save plot</source>
        <translation>保存图</translation>
    </message>
    <message>
        <source>plot</source>
        <translation>图</translation>
    </message>
    <message>
        <source>The plot was not saved.</source>
        <translation>图没有保存。</translation>
    </message>
</context>
<context>
    <name>ui::FindBar</name>
    <message>
        <source>not found</source>
        <translation>没有找到</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>找到 %n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>Find in the notebook</source>
        <translation>在笔记本中查找</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Tell capitals from small letters</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>The match before (Shift+Enter)</source>
        <translation>上一处（Shift+Enter）</translation>
    </message>
    <message>
        <source>The next match (Enter)</source>
        <translation>下一处（Enter）</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Replace every match</source>
        <translation>替换所有匹配处</translation>
    </message>
</context>
<context>
    <name>ui::FixView</name>
    <message>
        <source>%1: %2.</source>
        <extracomment>&quot;∂y/∂x is None&quot; and the reason</extracomment>
        <translation>%1：%2。</translation>
    </message>
    <message>
        <source>In %1: %2</source>
        <translation>在 %1 中：%2</translation>
    </message>
    <message>
        <source>Suggested change</source>
        <translation>建议的修改</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Makes this change and runs the cell. Ctrl+Z in the cell takes it back.</source>
        <translation>做这处修改并运行单元格。在单元格中按 Ctrl+Z 可以撤销。</translation>
    </message>
    <message>
        <source>Show the place</source>
        <translation>显示位置</translation>
    </message>
    <message>
        <source>Selects the code at which the way back is cut, and marks it in the picture.</source>
        <translation>选中回传被切断处的代码，并在图中标出。</translation>
    </message>
</context>
<context>
    <name>ui::FormulaHtml</name>
    <message>
        <source>Copy:</source>
        <translation>复制：</translation>
    </message>
    <message>
        <source>LaTeX</source>
        <translation>LaTeX</translation>
    </message>
    <message>
        <source>code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hide entries</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Entry by entry</source>
        <translation>分量</translation>
    </message>
    <message>
        <source>The gradient&apos;s formula is too long to show.</source>
        <translation>梯度的公式太长，无法显示。</translation>
    </message>
    <message>
        <source>No formula is shown: none was found that agrees with the tape&apos;s numbers.</source>
        <translation>不显示公式：没有找到与梯度带的数值一致的公式。</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合起来</translation>
    </message>
    <message>
        <source>%1. From %2</source>
        <translation>%1. 来自 %2</translation>
    </message>
    <message>
        <source>where %1</source>
        <translation>其中 %1</translation>
    </message>
    <message>
        <source>Written with the gradients of the next results: spelled out it would be too long to show.</source>
        <translation>用后续结果的梯度写成：完全展开会太长。</translation>
    </message>
    <message>
        <source>v%1 is the result #%2, which has no name.</source>
        <translation>v%1 是没有名字的结果 #%2。</translation>
    </message>
</context>
<context>
    <name>ui::FormulaLabel</name>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Copy as LaTeX</source>
        <translation>复制为 LaTeX</translation>
    </message>
</context>
<context>
    <name>ui::GradientCheckDialog</name>
    <message>
        <source>Tape</source>
        <translation>梯度带</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>No gradient was asked for in this run.</source>
        <translation>这次运行没有求过梯度。</translation>
    </message>
    <message>
        <source>This gradient is None, or cannot be computed again.</source>
        <translation>这个梯度是 None，或者无法重新计算。</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>✓ the same numbers</source>
        <translation>✓ 数值相同</translation>
    </message>
    <message>
        <source>Differences (%1 entries)</source>
        <translation>差分（%1 个分量）</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差分</translation>
    </message>
    <message>
        <source>a kink</source>
        <translation>尖点</translation>
    </message>
    <message>
        <source>✓ off by %1</source>
        <translation>✓ 相差 %1</translation>
    </message>
    <message>
        <source>✗ off by %1</source>
        <translation>✗ 相差 %1</translation>
    </message>
    <message>
        <source>Check a gradient three ways</source>
        <translation>用三种方法核对梯度</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Error of (f(x + h) − f(x − h)) / 2h: a large h cuts corners, a tiny h loses digits.</source>
        <translation>(f(x + h) − f(x − h)) / 2h 的误差：h 太大会粗略，h 太小会丢失有效数字。</translation>
    </message>
    <message>
        <source>Working it out…</source>
        <translation>正在计算……</translation>
    </message>
</context>
<context>
    <name>ui::GranularityBox</name>
    <message>
        <source>Cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>a whole cell at a time</source>
        <translation>一次走完整个单元格</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>表达式</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>运算</translation>
    </message>
    <message>
        <source>Contribution</source>
        <translation>贡献</translation>
    </message>
    <message>
        <source>Granularity</source>
        <translation>粒度</translation>
    </message>
    <message>
        <source>How far one step goes</source>
        <translation>一步走多远</translation>
    </message>
    <message>
        <source>one line of code at a time; a gradient pass is one step</source>
        <translation>一次一行代码；一次反向传播算一步</translation>
    </message>
    <message>
        <source>each part of a line as it gets its value</source>
        <translation>一行中每个部分得到值的时候</translation>
    </message>
    <message>
        <source>each operation of the graph; backward, each node&apos;s rule</source>
        <translation>计算图的每个运算；反向时，每个节点的规则</translation>
    </message>
    <message>
        <source>operations, and backward each piece of gradient that arrives</source>
        <translation>每个运算；反向时，到达的每一份梯度</translation>
    </message>
</context>
<context>
    <name>ui::GraphLayout</name>
    <message>
        <source>Graphviz&apos; dot was not found, so the graph is laid out plainly. Install the package graphviz.</source>
        <translation>没有找到 Graphviz 的 dot，所以计算图用了简单布局。请安装软件包 graphviz。</translation>
    </message>
    <message>
        <source>Graphviz&apos; dot gave no layout, so the graph is laid out plainly.</source>
        <translation>Graphviz 的 dot 没有给出布局，所以计算图用了简单布局。</translation>
    </message>
    <message>
        <source>Graphviz&apos; dot took too long, so the graph is laid out plainly.</source>
        <translation>Graphviz 的 dot 用时太长，所以计算图用了简单布局。</translation>
    </message>
    <message>
        <source>This graph is too large for Graphviz&apos; dot, so it is laid out plainly. Closed groups make it smaller.</source>
        <translation>这张图太大，Graphviz 的 dot 无法排布，因此采用简单布局。收起一些组可以让它变小。</translation>
    </message>
</context>
<context>
    <name>ui::HandPassDialog</name>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Gradient so far</source>
        <translation>目前的梯度</translation>
    </message>
    <message>
        <source>This program has no numbers that could be changed without changing its way.</source>
        <translation>这个程序里没有可以更换而不改变其走向的数。</translation>
    </message>
    <message>
        <source>sent on</source>
        <translation>已传出</translation>
    </message>
    <message>
        <source>the start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Two things have arrived at %1. What is the gradient there now?</source>
        <translation>%1 处又来了一个贡献。现在那里的梯度是多少？</translation>
    </message>
    <message>
        <source>Done: you were the tape. Moves: %1, of which wrong: %2.</source>
        <translation>完成：你当了一回梯度带。共走 %1 步，其中错 %2 步。</translation>
    </message>
    <message>
        <source>Whose rule runs next? Choose a node that has all it waits for.</source>
        <translation>接下来执行谁的规则？选一个贡献已经到齐的节点。</translation>
    </message>
    <message>
        <source>You be the tape</source>
        <translation>你来当梯度带</translation>
    </message>
    <message>
        <source>Do the backward pass yourself. The target begins with its seed; a node may send on what it has once everything has arrived.</source>
        <translation>亲手做一遍反向传播。目标从种子值开始；节点等贡献到齐后，才能往下传。</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>已到达</translation>
    </message>
    <message>
        <source>Nodes on the way back</source>
        <translation>回程上的节点</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>This one next</source>
        <translation>就是它</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Other numbers</source>
        <translation>换一组数</translation>
    </message>
    <message>
        <source>%1 runs its rule. What does it send to %2? A number, or a formula such as 4x.</source>
        <translation>%1 执行它的规则。它传给 %2 什么？填一个数，或 4x 这样的式子。</translation>
    </message>
</context>
<context>
    <name>ui::HeadingList</name>
    <message>
        <source>Outline of the lesson</source>
        <translation>课程大纲</translation>
    </message>
</context>
<context>
    <name>ui::HelpCard</name>
    <message>
        <source>Computes:</source>
        <translation>计算：</translation>
    </message>
    <message>
        <source>Gradient:</source>
        <translation>梯度：</translation>
    </message>
    <message>
        <source>none flows back</source>
        <translation>没有梯度流回</translation>
    </message>
    <message>
        <source>Example:</source>
        <translation>示例：</translation>
    </message>
    <message>
        <source>It gives:</source>
        <translation>结果：</translation>
    </message>
    <message>
        <source>Try it in a cell below</source>
        <translation>在下方的单元格里试一试</translation>
    </message>
</context>
<context>
    <name>ui::Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Select a node to see what it is, where it comes from and which gradient has reached it.</source>
        <translation>选择一个节点，看看它是什么、从哪里来、哪些梯度已经到达它。</translation>
    </message>
    <message>
        <source>The selected node does not exist yet at this step.</source>
        <translation>在这一步，选中的节点还不存在。</translation>
    </message>
    <message>
        <source>Copy formula as LaTeX</source>
        <translation>复制公式（LaTeX）</translation>
    </message>
    <message>
        <source>Copy formula as cell code</source>
        <translation>复制公式（单元格代码）</translation>
    </message>
    <message>
        <source>Copy formula as text</source>
        <translation>复制公式（文本）</translation>
    </message>
</context>
<context>
    <name>ui::LearnMenu</name>
    <message>
        <source>&amp;Learn</source>
        <translation>学习(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Lessons and progress…</source>
        <translation>课程与进度(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;One page at a time</source>
        <translation>一次一页(&amp;O)</translation>
    </message>
    <message>
        <source>Page &amp;before</source>
        <translation>上一页(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Next page</source>
        <translation>下一页(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Quiz me on this run…</source>
        <translation>就这次运行考考我(&amp;Q)…</translation>
    </message>
    <message>
        <source>&amp;You be the tape…</source>
        <translation>你来当梯度带(&amp;Y)…</translation>
    </message>
    <message>
        <source>&amp;Check a gradient three ways…</source>
        <translation>用三种方法核对梯度(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Export progress…</source>
        <translation>导出进度(&amp;E)…</translation>
    </message>
    <message>
        <source>E&amp;rase progress…</source>
        <translation>清除进度(&amp;R)…</translation>
    </message>
</context>
<context>
    <name>ui::LessonBrowser</name>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>✓ done</source>
        <translation>✓ 完成</translation>
    </message>
    <message>
        <source>%1 of %2 pages</source>
        <translation>%2 页中的 %1 页</translation>
    </message>
    <message>
        <source>%1 of %2 questions right; last visit %3</source>
        <translation>%2 个问题答对 %1 个；最近一次：%3</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>&lt;b&gt;Welcome to Tapedeck.&lt;/b&gt; See how a computer finds a slope: in a minute, a gradient moves before your eyes.</source>
        <translation>&lt;b&gt;欢迎使用 Tapedeck。&lt;/b&gt;看看计算机怎样求斜率：一分钟内，梯度就在你眼前动起来。</translation>
    </message>
    <message>
        <source>See once more how a gradient moves through a computation.</source>
        <translation>再看一遍梯度怎样穿过一段计算。</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>演示一遍</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>After</source>
        <translation>先学</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ui::LiveValues</name>
    <message>
        <source>Set by hand, not by the code: %1. Ctrl+Z takes it back; so does running a cell.</source>
        <translation>手动设的值，不是代码给的：%1。按 Ctrl+Z 撤销；重新运行单元格也会恢复。</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>Running… (Stop: %1)</source>
        <translation>运行中…（停止：%1）</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>In [%1] failed</source>
        <translation>In [%1] 出错了</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Tape</source>
        <translation>梯度带</translation>
    </message>
    <message>
        <source>This file cannot be opened.</source>
        <translation>无法打开这个文件。</translation>
    </message>
    <message>
        <source>The lesson was not saved.</source>
        <translation>课程没有保存。</translation>
    </message>
    <message>
        <source>The picture was not saved.</source>
        <translation>图片没有保存。</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>Details of the step</source>
        <translation>这一步的详情</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Jacobian</source>
        <translation>雅可比</translation>
    </message>
    <message>
        <source>New notebook</source>
        <translation>新笔记本</translation>
    </message>
    <message>
        <source>This file is no longer there.</source>
        <translation>这个文件已不在原处。</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>清除这些记录</translation>
    </message>
    <message>
        <source>What was not saved cannot be recovered.</source>
        <translation>无法恢复未保存的内容。</translation>
    </message>
    <message>
        <source>The files of the automatic save are damaged; they were put aside.</source>
        <translation>自动保存的文件已损坏；它们被移到了一旁。</translation>
    </message>
    <message>
        <source>The last automatic save was cut short; this is the one of %1</source>
        <translation>最近一次自动保存不完整；这里是 %1 的内容</translation>
    </message>
    <message>
        <source>Recovered as it was at %1</source>
        <translation>已恢复到 %1 的内容</translation>
    </message>
    <message>
        <source>There is no heading “%1” here</source>
        <translation>这里没有标题“%1”</translation>
    </message>
    <message>
        <source>notebook</source>
        <translation>笔记本</translation>
    </message>
</context>
<context>
    <name>ui::MathTypesetter</name>
    <message>
        <source>This program was built without MathJax</source>
        <translation>构建此程序时没有包含 MathJax</translation>
    </message>
</context>
<context>
    <name>ui::NodeHtml</name>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>watched by the tape</source>
        <translation>被梯度带监视</translation>
    </message>
    <message>
        <source>variable, watched by the tape</source>
        <translation>变量，被梯度带监视</translation>
    </message>
    <message>
        <source>variable</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>常量</translation>
    </message>
    <message>
        <source>result of a gradient pass</source>
        <translation>求梯度的结果</translation>
    </message>
    <message>
        <source>recorded on the tape</source>
        <translation>已记录到梯度带</translation>
    </message>
    <message>
        <source>recorded on tape %1</source>
        <translation>已记录到梯度带 %1</translation>
    </message>
    <message>
        <source>executed, not recorded</source>
        <translation>执行了，但没有记录</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>用于</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Not on the path of this pass.</source>
        <translation>不在这次反向传播的路径上。</translation>
    </message>
    <message>
        <source>%1 of %2 arrived</source>
        <translation>已到达 %1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2 arrived: complete</source>
        <translation>已到达 %1 / %2：完整</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>complete, and passed on to its inputs</source>
        <translation>完整，并已传给它的输入</translation>
    </message>
    <message>
        <source>Gradient so far</source>
        <translation>目前的梯度</translation>
    </message>
    <message>
        <source>from</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>amount</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>累加和</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>前向</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>In [%1], line %2</source>
        <translation>In [%1]，第 %2 行</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Not recorded</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>The gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Show the place</source>
        <translation>显示位置</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>in general</source>
        <translation>一般规则</translation>
    </message>
    <message>
        <source>See the slope</source>
        <translation>查看斜率</translation>
    </message>
    <message>
        <source>forward mode</source>
        <translation>前向模式</translation>
    </message>
    <message>
        <source>Forward mode</source>
        <translation>前向模式</translation>
    </message>
</context>
<context>
    <name>ui::NotebookKeys</name>
    <message>
        <source>Edit the cell</source>
        <translation>编辑单元格</translation>
    </message>
    <message>
        <source>To the cell above</source>
        <translation>到上面的单元格</translation>
    </message>
    <message>
        <source>To the cell below</source>
        <translation>到下面的单元格</translation>
    </message>
    <message>
        <source>Insert a cell above</source>
        <translation>在上方插入单元格</translation>
    </message>
    <message>
        <source>Insert a cell below</source>
        <translation>在下方插入单元格</translation>
    </message>
    <message>
        <source>Delete the cell</source>
        <translation>删除单元格</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>停止运行</translation>
    </message>
    <message>
        <source>Forget all results and begin anew</source>
        <translation>清除所有结果，重新开始</translation>
    </message>
    <message>
        <source>Leave the text of the cell, or the selection</source>
        <translation>离开单元格的文字，或取消选择</translation>
    </message>
    <message>
        <source>Run the cell and go to the next</source>
        <translation>运行单元格并转到下一个</translation>
    </message>
    <message>
        <source>Run the cell and stay</source>
        <translation>运行单元格并留在原处</translation>
    </message>
    <message>
        <source>Run the cell and insert one below</source>
        <translation>运行单元格并在下方插入一个</translation>
    </message>
    <message>
        <source>Run all cells</source>
        <translation>运行所有单元格</translation>
    </message>
    <message>
        <source>Cut the cell</source>
        <translation>剪切单元格</translation>
    </message>
    <message>
        <source>Copy the cell</source>
        <translation>复制单元格</translation>
    </message>
    <message>
        <source>Paste below</source>
        <translation>粘贴到下方</translation>
    </message>
    <message>
        <source>Paste above</source>
        <translation>粘贴到上方</translation>
    </message>
    <message>
        <source>Undo what was done to cells</source>
        <translation>撤销对单元格的操作</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Move the cell up</source>
        <translation>上移单元格</translation>
    </message>
    <message>
        <source>Move the cell down</source>
        <translation>下移单元格</translation>
    </message>
    <message>
        <source>Split the cell at the caret</source>
        <translation>在光标处拆分单元格</translation>
    </message>
    <message>
        <source>Merge with the cell below</source>
        <translation>与下方单元格合并</translation>
    </message>
    <message>
        <source>Make it text</source>
        <translation>改为文本</translation>
    </message>
    <message>
        <source>Make it code</source>
        <translation>改为代码</translation>
    </message>
    <message>
        <source>Make it raw text</source>
        <translation>改为原始文本</translation>
    </message>
    <message>
        <source>Fold or unfold the outputs</source>
        <translation>折叠或展开输出</translation>
    </message>
    <message>
        <source>Select the cell above as well</source>
        <translation>把上面的单元格也选中</translation>
    </message>
    <message>
        <source>Select the cell below as well</source>
        <translation>把下面的单元格也选中</translation>
    </message>
    <message>
        <source>Select all cells</source>
        <translation>选中所有单元格</translation>
    </message>
</context>
<context>
    <name>ui::NotebookView</name>
    <message>
        <source>Notebook</source>
        <translation>笔记本</translation>
    </message>
    <message>
        <source>The tape is used up</source>
        <translation>梯度带已用完</translation>
    </message>
    <message>
        <source>%1 is None</source>
        <translation>%1 是 None</translation>
    </message>
</context>
<context>
    <name>ui::NumberHtml</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>This number does not exist yet at this step.</source>
        <translation>在这一步，这个数还不存在。</translation>
    </message>
    <message>
        <source>A value of %1</source>
        <translation>%1 的一个值</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>它从哪里来</translation>
    </message>
    <message>
        <source>It was put in here, not computed: nothing lies behind it.</source>
        <translation>它是在这里直接给出的，不是算出来的：再往前没有别的了。</translation>
    </message>
    <message>
        <source>Computed from</source>
        <translation>由这些数算出</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>Each is what has reached the operation, times its own slope there.</source>
        <translation>每一项都是到达该运算的梯度，乘以该运算自身的斜率。</translation>
    </message>
    <message>
        <source>and more</source>
        <translation>还有更多</translation>
    </message>
    <message>
        <source>No gradient has been asked for yet at this step.</source>
        <translation>在这一步，还没有求过梯度。</translation>
    </message>
    <message>
        <source>How much %1 changes when %2 does</source>
        <translation>%2 变化时，%1 变化多少</translation>
    </message>
    <message>
        <source>Arrived so far</source>
        <translation>目前已到达</translation>
    </message>
    <message>
        <source>Only zeros have arrived.</source>
        <translation>到达的都是 0。</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>还没有。</translation>
    </message>
    <message>
        <source>An operation on the way cannot be taken apart into numbers; only its sum is known.</source>
        <translation>途中有一个运算无法拆成单个的数，只知道它的总和。</translation>
    </message>
    <message>
        <source>The terms of the sum</source>
        <translation>求和的各项</translation>
    </message>
    <message>
        <source>The paths</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>They are listed when the backward pass is over.</source>
        <translation>反向传播结束后会列出各条路径。</translation>
    </message>
    <message>
        <source>The paths from %1 to %2, and the product along each</source>
        <translation>从 %1 到 %2 的路径，以及沿每条路径的乘积</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>还有 %1 个</translation>
    </message>
    <message>
        <source>left out, since they are 0: %1</source>
        <translation>略去等于 0 的项：%1 个</translation>
    </message>
    <message>
        <source>Change this number…</source>
        <translation>改这个数…</translation>
    </message>
</context>
<context>
    <name>ui::NumberPopover</name>
    <message>
        <source>Write one number, such as 0.5, -3 or 2e-4.</source>
        <translation>请写一个数，例如 0.5、-3 或 2e-4。</translation>
    </message>
    <message>
        <source>Write one number that is not negative, such as 0.5 or 2e-4.</source>
        <translation>请写一个非负的数，例如 0.5 或 2e-4。</translation>
    </message>
    <message>
        <source>Change a number</source>
        <translation>改一个数</translation>
    </message>
    <message>
        <source>Slide the number</source>
        <translation>滑动改数</translation>
    </message>
    <message>
        <source>The number</source>
        <translation>这个数</translation>
    </message>
</context>
<context>
    <name>ui::OptionButton</name>
    <message>
        <source>Option %1: %2</source>
        <translation>选项 %1：%2</translation>
    </message>
    <message>
        <source>%1 (right)</source>
        <translation>%1（正确）</translation>
    </message>
    <message>
        <source>%1 (wrong)</source>
        <translation>%1（错误）</translation>
    </message>
</context>
<context>
    <name>ui::OutputView</name>
    <message>
        <source>No output</source>
        <translation>没有输出</translation>
    </message>
    <message>
        <source>Output: %1</source>
        <translation>输出：%1</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>打印</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n lines</source>
        <translation>
            <numerusform>显示全部 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation>错误：%1</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>line %1 of %2</source>
        <translation>%2 的第 %1 行</translation>
    </message>
    <message>
        <source>hide traceback</source>
        <translation>隐藏回溯</translation>
    </message>
    <message>
        <source>show traceback</source>
        <translation>显示回溯</translation>
    </message>
    <message>
        <source>Picture: %1</source>
        <translation>图片：%1</translation>
    </message>
    <message>
        <source>Output folded: one line</source>
        <translation>输出已折叠：1 行</translation>
    </message>
    <message numerus="yes">
        <source>Output folded: %n lines</source>
        <translation>
            <numerusform>输出已折叠：%n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Unfold the output</source>
        <translation>展开输出</translation>
    </message>
    <message>
        <source>Fold the output</source>
        <translation>折叠输出</translation>
    </message>
</context>
<context>
    <name>ui::PageBar</name>
    <message>
        <source>Back</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>The page before (%1)</source>
        <translation>上一页（%1）</translation>
    </message>
    <message>
        <source>The next page (%1)</source>
        <translation>下一页（%1）</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
    <message>
        <source>Next lesson</source>
        <translation>下一课</translation>
    </message>
</context>
<context>
    <name>ui::PinnedRun</name>
    <message>
        <source>Run a cell, and what is different is marked in both pictures.</source>
        <translation>运行一个单元格，两张图里不同的地方就会标出来。</translation>
    </message>
    <message>
        <source>Nothing is different yet. Change a number, or edit a cell and run it.</source>
        <translation>还没有不同之处。改一个数，或编辑一个单元格再运行。</translation>
    </message>
    <message>
        <source>Laps: %1 → %2 of %3</source>
        <translation>圈数：%1 → %2，%3</translation>
    </message>
    <message>
        <source>Branch: %1 → %2 of %3</source>
        <translation>分支：%1 → %2，%3</translation>
    </message>
    <message>
        <source>&lt;b&gt;≠&lt;/b&gt; values: %1</source>
        <translation>&lt;b&gt;≠&lt;/b&gt; 值 %1 个</translation>
    </message>
    <message>
        <source>&lt;b&gt;∂≠&lt;/b&gt; gradients: %1</source>
        <translation>&lt;b&gt;∂≠&lt;/b&gt; 梯度 %1 个</translation>
    </message>
    <message>
        <source>outputs of cells: %1</source>
        <translation>单元格输出 %1 个</translation>
    </message>
    <message>
        <source>Different: %1</source>
        <translation>不同：%1</translation>
    </message>
    <message>
        <source>Let go of the pinned run</source>
        <translation>放开钉住的运行</translation>
    </message>
    <message>
        <source>Graph of the pinned run</source>
        <translation>钉住的运行的计算图</translation>
    </message>
    <message>
        <source>What is different</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>Left: the pinned run. Right: the run now.</source>
        <translation>左：钉住的运行。右：现在的运行。</translation>
    </message>
    <message>
        <source>Above: the pinned run. Below: the run now.</source>
        <translation>上：钉住的运行。下：现在的运行。</translation>
    </message>
    <message>
        <source>&lt;b&gt;+&lt;/b&gt; nodes only in the pinned run: %1</source>
        <translation>&lt;b&gt;+&lt;/b&gt; 只在钉住的运行中的节点 %1 个</translation>
    </message>
    <message>
        <source>&lt;b&gt;+&lt;/b&gt; nodes only now: %1</source>
        <translation>&lt;b&gt;+&lt;/b&gt; 只在现在的运行中的节点 %1 个</translation>
    </message>
</context>
<context>
    <name>ui::PlotPanel</name>
    <message>
        <source>Curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>等高图</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>The target over one number of a source, and its slope</source>
        <translation>目标随源中一个数的变化，以及它的斜率</translation>
    </message>
    <message>
        <source>The target over two numbers, with the gradient&apos;s arrow</source>
        <translation>目标随两个数的变化，并画出梯度箭头</translation>
    </message>
    <message>
        <source>Loss, parameters and gradients, round by round</source>
        <translation>逐轮的损失、参数和梯度</translation>
    </message>
    <message>
        <source>Kind of plot</source>
        <translation>图的种类</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Number that changes</source>
        <translation>变化的数</translation>
    </message>
    <message>
        <source>Second number that changes</source>
        <translation>变化的第二个数</translation>
    </message>
    <message>
        <source>In a window of its own</source>
        <translation>在单独的窗口中</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>along the gradient</source>
        <translation>沿梯度方向</translation>
    </message>
    <message>
        <source>The gradient is None or zero: it shows no direction to go.</source>
        <translation>梯度为 None 或零：没有方向可走。</translation>
    </message>
    <message>
        <source>Cancelled: this is what was sampled so far.</source>
        <translation>已取消：这是到目前为止采样的部分。</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 以及另外 %2 个位置</translation>
    </message>
    <message>
        <source>Jumps at %1 = %2.</source>
        <translation>在 %1 = %2 处跳变。</translation>
    </message>
    <message>
        <source>Kinks at %1 = %2.</source>
        <translation>在 %1 = %2 处有尖点。</translation>
    </message>
    <message>
        <source>Another way through the program from %1 = %2, with the same values.</source>
        <translation>从 %1 = %2 起程序走另一条路，但值不变。</translation>
    </message>
    <message>
        <source>Run a cell that asks a tape for a gradient. Its target is then drawn here as a curve, with the gradient as the slope of its tangent.</source>
        <translation>运行一个向梯度带求梯度的单元格，它的目标就会在这里画成曲线，梯度就是切线的斜率。</translation>
    </message>
    <message>
        <source>This target cannot be computed again: it is not a number, or the program does not come to its gradient.</source>
        <translation>这个目标无法重新计算：它不是数，或者程序走不到它的梯度。</translation>
    </message>
    <message>
        <source>s: steps along the gradient</source>
        <translation>s：沿梯度方向走的距离</translation>
    </message>
    <message>
        <source>None: the tape gives no slope</source>
        <translation>None：梯度带没有给出斜率</translation>
    </message>
    <message>
        <source>At %1 = %2 the slope is %3.</source>
        <translation>在 %1 = %2 处斜率为 %3。</translation>
    </message>
    <message>
        <source>The tape&apos;s slope is not that of the curve: something on the way has a gradient of its own (tf.stop_gradient, tf.custom_gradient) or lies at a kink.</source>
        <translation>梯度带的斜率不是曲线的斜率：路上有自定义的梯度（tf.stop_gradient、tf.custom_gradient），或者正处在尖点上。</translation>
    </message>
    <message>
        <source>A map needs two numbers, and the sources of this gradient have only one.</source>
        <translation>等高图需要两个数，而这个梯度的源只有一个数。</translation>
    </message>
    <message>
        <source>Choose two different numbers.</source>
        <translation>请选两个不同的数。</translation>
    </message>
    <message>
        <source>At %1 = %2, %3 = %4 the gradient is (%5, %6): the arrow points uphill, across the contour lines.</source>
        <translation>在 %1 = %2、%3 = %4 处梯度为 (%5, %6)：箭头指向上坡方向，与等高线垂直。</translation>
    </message>
    <message>
        <source>This run trains nothing: no gradient of variables was asked for again and again.</source>
        <translation>这次运行没有训练：没有反复求变量的梯度。</translation>
    </message>
    <message>
        <source>Point at a round to go there.</source>
        <translation>指向某一轮即可跳到那里。</translation>
    </message>
    <message>
        <source>Where the program would need too much memory, the curve is left out.</source>
        <translation>程序需要内存过多的地方，曲线空缺。</translation>
    </message>
    <message>
        <source>Where the program would go on for too long, the curve is left out.</source>
        <translation>程序运行过久的地方，曲线空缺。</translation>
    </message>
    <message>
        <source>Where the program ends with %1, the curve is left out.</source>
        <translation>程序以 %1 告终的地方，曲线空缺。</translation>
    </message>
    <message>
        <source>Wherever the program goes the recorded way, formula and tape agree.</source>
        <translation>凡是程序走所记录的那条路时，公式与梯度带都一致。</translation>
    </message>
</context>
<context>
    <name>ui::PlotWindow</name>
    <message>
        <source>Plot</source>
        <translation>图</translation>
    </message>
</context>
<context>
    <name>ui::PredictCell</name>
    <message>
        <source>Before you run the next cell</source>
        <translation>运行下一个单元格之前</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>看答案</translation>
    </message>
    <message>
        <source>See it happen</source>
        <translation>看它怎么发生</translation>
    </message>
    <message>
        <source>Run the cell and go to the step that shows it</source>
        <translation>运行单元格，并跳到能看见答案的那一步</translation>
    </message>
    <message>
        <source>a number, several as [1, 2], or None</source>
        <translation>一个数，多个写成 [1, 2]，或 None</translation>
    </message>
    <message>
        <source>a shape such as (4, 1)</source>
        <translation>一个形状，如 (4, 1)</translation>
    </message>
    <message>
        <source>a formula such as 2*x + 1, in any spelling</source>
        <translation>一个公式，如 2*x + 1，写法不限</translation>
    </message>
    <message>
        <source>in a word or two</source>
        <translation>用一两个词</translation>
    </message>
    <message>
        <source>Your answer: %1</source>
        <translation>你的回答：%1</translation>
    </message>
    <message>
        <source>**✓** Answered before.</source>
        <translation>**✓** 以前已答对。</translation>
    </message>
    <message>
        <source>The answer: %1</source>
        <translation>答案：%1</translation>
    </message>
    <message>
        <source>This answer is not understood. Expected is %1.</source>
        <translation>看不懂这个回答。应填%1。</translation>
    </message>
    <message>
        <source>**✓ Right.**</source>
        <translation>**✓ 对。**</translation>
    </message>
    <message>
        <source>**✗ Not that.**</source>
        <translation>**✗ 不对。**</translation>
    </message>
    <message>
        <source>Try again, or let it be shown.</source>
        <translation>再试一次，或者看答案。</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>ui::ProseCell</name>
    <message>
        <source>Raw text</source>
        <translation>原始文本</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Empty text; press Enter to write</source>
        <translation>空文本；按 Enter 开始书写</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>断言</translation>
    </message>
    <message>
        <source>Claimed and checked:</source>
        <translation>已核对的断言：</translation>
    </message>
</context>
<context>
    <name>ui::ProseView</name>
    <message>
        <source>Lesson text</source>
        <translation>课文</translation>
    </message>
    <message>
        <source>Picture: %1</source>
        <translation>图片：%1</translation>
    </message>
    <message>
        <source>Copy formula as LaTeX</source>
        <translation>复制公式（LaTeX）</translation>
    </message>
    <message>
        <source>Copy formula as text</source>
        <translation>复制公式（文本）</translation>
    </message>
</context>
<context>
    <name>ui::QuestionCell</name>
    <message>
        <source>Line %1 of this block: %2</source>
        <translation>本块第 %1 行：%2</translation>
    </message>
</context>
<context>
    <name>ui::QuizDialog</name>
    <message>
        <source>Quiz on this run</source>
        <translation>关于这次运行的测验</translation>
    </message>
    <message>
        <source>Show the step</source>
        <translation>看那一步</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>下一题</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Question %1 of %2</source>
        <translation>第 %1 题，共 %2 题</translation>
    </message>
    <message>
        <source>**✗ Not that.**</source>
        <translation>**✗ 不对。**</translation>
    </message>
    <message>
        <source>**✓ Right.**</source>
        <translation>**✓ 对。**</translation>
    </message>
    <message>
        <source>There is nothing to ask about yet. Run a cell that asks a tape for a gradient, and come back.</source>
        <translation>还没有可问的。请先运行一个求梯度的单元格，再回来。</translation>
    </message>
    <message>
        <source>**%1 of %2** right at the first try.</source>
        <translation>**%2 题中有 %1 题**一次答对。</translation>
    </message>
    <message>
        <source>Other questions</source>
        <translation>换一批题</translation>
    </message>
</context>
<context>
    <name>ui::SampleFigures</name>
    <message>
        <source>tangent</source>
        <translation>切线</translation>
    </message>
    <message>
        <source>jump</source>
        <translation>跳变</translation>
    </message>
    <message>
        <source>kink</source>
        <translation>尖点</translation>
    </message>
    <message>
        <source>no value beyond</source>
        <translation>此外无值</translation>
    </message>
    <message>
        <source>formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>tape</source>
        <translation>梯度带</translation>
    </message>
    <message>
        <source>laps</source>
        <translation>圈数</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>分支</translation>
    </message>
</context>
<context>
    <name>ui::SeedPanel</name>
    <message>
        <source>Here you choose what a gradient pass is fed with at the output. Step to a cell that asks a tape for a gradient.</source>
        <translation>在这里选择求梯度时从输出端送进去什么。请走到向梯度带要梯度的单元格。</translation>
    </message>
    <message>
        <source>The gradient of &lt;b&gt;%1&lt;/b&gt; %2, run again</source>
        <translation>重新运行 &lt;b&gt;%1&lt;/b&gt; %2 的求梯度</translation>
    </message>
    <message>
        <source>None: the source does not lead to the target</source>
        <translation>None：源没有通向目标的路</translation>
    </message>
    <message>
        <source>Jacobian ∂%1/∂%2</source>
        <translation>雅可比矩阵 ∂%1/∂%2</translation>
    </message>
    <message>
        <source>Click a row: 1 goes in there and runs back. Click a column: 1 goes in there and runs forward.</source>
        <translation>点一行：从那里送入 1，往回走。点一列：从那里送入 1，往前走。</translation>
    </message>
    <message>
        <source>Rows in all: %1</source>
        <translation>总行数：%1</translation>
    </message>
    <message>
        <source>All rows, one after the other</source>
        <translation>逐行求出所有行</translation>
    </message>
    <message>
        <source>What it costs, in tensor operations</source>
        <translation>代价（张量运算次数）</translation>
    </message>
    <message>
        <source>one pass</source>
        <translation>一趟</translation>
    </message>
    <message>
        <source>whole Jacobian</source>
        <translation>整个雅可比矩阵</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>前向</translation>
    </message>
    <message>
        <source>The program&apos;s own operations between input and output: %1. Backward needs a pass for each row, forward one for each column.</source>
        <translation>程序本身从输入到输出的运算次数：%1。反向每行要一趟，前向每列要一趟。</translation>
    </message>
    <message>
        <source>J · one-hot %1, forwards</source>
        <translation>J · 独热 %1，前向</translation>
    </message>
    <message>
        <source>ones · J</source>
        <translation>全 1 · J</translation>
    </message>
    <message>
        <source>one-hot %1 · J</source>
        <translation>独热 %1 · J</translation>
    </message>
    <message>
        <source>Write numbers with commas between them, as many as the output has: %1.</source>
        <translation>请写用逗号隔开的数，个数与输出相同：%1 个。</translation>
    </message>
    <message>
        <source>own numbers · J</source>
        <translation>自选的数 · J</translation>
    </message>
    <message>
        <source>At the &amp;input</source>
        <translation>输入端(&amp;I)</translation>
    </message>
    <message>
        <source>Feed &amp;in</source>
        <translation>送入(&amp;F)</translation>
    </message>
    <message>
        <source>ones, as gradient() does</source>
        <translation>全 1，与 gradient() 相同</translation>
    </message>
    <message>
        <source>one-hot: 1 at one entry</source>
        <translation>独热：一处为 1</translation>
    </message>
    <message>
        <source>own numbers</source>
        <translation>自选的数</translation>
    </message>
    <message>
        <source>The entry that gets the 1</source>
        <translation>哪一处为 1</translation>
    </message>
    <message>
        <source>For example 1, 0, -2</source>
        <translation>例如 1, 0, -2</translation>
    </message>
    <message>
        <source>Own numbers to feed in</source>
        <translation>自选送入的数</translation>
    </message>
    <message>
        <source>Jacobian</source>
        <translation>雅可比</translation>
    </message>
</context>
<context>
    <name>ui::SentenceView</name>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>出错</translation>
    </message>
</context>
<context>
    <name>ui::ShortcutSheet</name>
    <message>
        <source>To the neighbours of the selected node (in the picture)</source>
        <translation>到所选节点的相邻节点（在图中）</translation>
    </message>
    <message>
        <source>Open the selected group; a loop gives out its next lap</source>
        <translation>展开所选的组；循环则展开下一圈</translation>
    </message>
    <message>
        <source>Open all laps</source>
        <translation>展开所有圈</translation>
    </message>
    <message>
        <source>Close the group around the selection</source>
        <translation>收起所选节点所在的组</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Fit all</source>
        <translation>显示全图</translation>
    </message>
    <message>
        <source>Fit the selected node and its neighbours</source>
        <translation>显示所选节点及其相邻节点</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Follow the step</source>
        <translation>跟随当前步</translation>
    </message>
    <message>
        <source>Colour numbers by size and sign</source>
        <translation>按大小和正负给数字着色</translation>
    </message>
    <message>
        <source>Left to right or top down</source>
        <translation>从左到右或从上到下</translation>
    </message>
    <message>
        <source>Only the way of the gradient</source>
        <translation>只看梯度经过的路径</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>In a cell</source>
        <translation>在单元格中</translation>
    </message>
    <message>
        <source>In the picture and the deck</source>
        <translation>在图和播放栏中</translation>
    </message>
    <message>
        <source>In the picture</source>
        <translation>在图中</translation>
    </message>
    <message>
        <source>Step the number at the caret by its last digit, with Shift by ten</source>
        <translation>按末位改光标处的数，加 Shift 每次十个单位</translation>
    </message>
</context>
<context>
    <name>ui::StageSearch</name>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>no hit</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Name, operation, value or code</source>
        <translation>名称、运算、数值或代码</translation>
    </message>
    <message>
        <source>Search the graph</source>
        <translation>在图中查找</translation>
    </message>
    <message>
        <source>hits: %1</source>
        <translation>找到 %1 个</translation>
    </message>
</context>
<context>
    <name>ui::StageView</name>
    <message>
        <source>Computation graph</source>
        <translation>计算图</translation>
    </message>
    <message>
        <source>Nothing was computed with tensors here.
Step on to the next cell.</source>
        <translation>这里没有张量计算。
请走到下一个单元格。</translation>
    </message>
    <message>
        <source>Run a cell, and the graph of what it computes appears here.</source>
        <translation>运行一个单元格，它的计算图就出现在这里。</translation>
    </message>
    <message>
        <source>Open the next lap</source>
        <translation>展开下一圈</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Open all laps</source>
        <translation>展开所有圈</translation>
    </message>
    <message>
        <source>Run to here</source>
        <translation>运行到这里</translation>
    </message>
    <message>
        <source>Run to its gradient</source>
        <translation>运行到它的梯度</translation>
    </message>
    <message>
        <source>Close the group around it</source>
        <translation>收起它所在的组</translation>
    </message>
    <message>
        <source>Fit with its neighbours</source>
        <translation>显示它和相邻的节点</translation>
    </message>
    <message>
        <source>Fit all</source>
        <translation>显示全图</translation>
    </message>
    <message>
        <source>Search…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Follow the step</source>
        <translation>跟随当前步</translation>
    </message>
    <message>
        <source>Only the way of the gradient</source>
        <translation>只看梯度经过的路径</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Colour numbers by size and sign</source>
        <translation>按大小和正负给数字着色</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>As fits the stage</source>
        <translation>按画面自动选择</translation>
    </message>
    <message>
        <source>Left to right</source>
        <translation>从左到右</translation>
    </message>
    <message>
        <source>Top down</source>
        <translation>从上到下</translation>
    </message>
    <message>
        <source>Only the picture, full screen</source>
        <translation>全屏只看图</translation>
    </message>
    <message>
        <source>From before the edit. Run the cell again to see it anew.</source>
        <translation>这是编辑之前的图。再次运行单元格即可更新。</translation>
    </message>
    <message>
        <source>See the slope</source>
        <translation>查看斜率</translation>
    </message>
    <message>
        <source>Change this number…</source>
        <translation>改这个数…</translation>
    </message>
    <message>
        <source>Drag the number sideways, or double-click it to type another.</source>
        <translation>左右拖动这个数，或双击后输入另一个数。</translation>
    </message>
    <message>
        <source>Double-click to come near: its numbers can be changed.</source>
        <translation>双击可以放大靠近：其中的数可以修改。</translation>
    </message>
    <message>
        <source>Come near, to change its numbers</source>
        <translation>放大靠近，以修改其中的数</translation>
    </message>
</context>
<context>
    <name>ui::TapeModel</name>
    <message>
        <source>watched</source>
        <translation>被监视</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>运算</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Adjoint</source>
        <translation>伴随值</translation>
    </message>
</context>
<context>
    <name>ui::TapeTable</name>
    <message>
        <source>Tape</source>
        <translation>梯度带</translation>
    </message>
    <message>
        <source>Nothing is on a tape in this part of the recording.</source>
        <translation>这一段记录里没有梯度带。</translation>
    </message>
</context>
<context>
    <name>ui::Timeline</name>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Position in the recording. Drag or click to go there; the wheel steps.</source>
        <translation>在记录中的位置。拖动或点击可以跳到那里；滚轮一步一步走。</translation>
    </message>
</context>
<context>
    <name>ui::Tutor</name>
    <message>
        <source>Run a cell that asks for a gradient first</source>
        <translation>请先运行一个求梯度的单元格</translation>
    </message>
    <message>
        <source>First the question, please: answer it, or press “Show me”</source>
        <translation>请先答题，或按“看答案”</translation>
    </message>
    <message>
        <source>The progress could not be saved</source>
        <translation>无法保存进度</translation>
    </message>
    <message>
        <source>Export progress</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Page to read (*.md);;Data (*.json)</source>
        <translation>阅读用的文档 (*.md);;数据 (*.json)</translation>
    </message>
    <message>
        <source>Erase progress</source>
        <translation>清除进度</translation>
    </message>
    <message>
        <source>Forget all answers, pages seen and visits?</source>
        <translation>要忘掉所有回答、看过的页和学习时间吗？</translation>
    </message>
    <message>
        <source>This cannot be undone. Lessons themselves stay as they are.</source>
        <translation>此操作无法撤销。课程本身不受影响。</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>清除</translation>
    </message>
</context>
</TS>
