<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>handscope::app::DecisionController</name>
    <message>
        <source>This model goes from frame to frame and fixes its windows: the last %1 frames at %2 a second, and an answer at each.</source>
        <translation>이 모델은 프레임 단위로 진행하며 윈도우가 정해져 있습니다. 초당 %2프레임으로 마지막 %1프레임을 보고 프레임마다 답을 냅니다.</translation>
    </message>
</context>
<context>
    <name>handscope::app::InspectController</name>
    <message>
        <source>A moment cannot be looked at before there is a model.</source>
        <translation>모델이 있어야 시점을 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Expected a model that is open.</source>
        <translation>열려 있는 모델이 있어야 합니다.</translation>
    </message>
    <message>
        <source>Wait until it is loaded, or open one; then open the moment again.</source>
        <translation>모델이 열릴 때까지 기다리거나 모델을 연 다음 시점을 다시 여십시오.</translation>
    </message>
    <message>
        <source>There are no pictures of this moment.</source>
        <translation>이 시점의 영상이 없습니다.</translation>
    </message>
    <message>
        <source>This model is a TorchScript program: it gives scores only.</source>
        <translation>이 모델은 TorchScript 프로그램이어서 점수만 제공합니다.</translation>
    </message>
    <message>
        <source>Open an STM checkpoint to look into the network.</source>
        <translation>네트워크를 들여다보려면 STM 체크포인트를 여십시오.</translation>
    </message>
    <message>
        <source>The network could not look at this moment. %1</source>
        <translation>네트워크가 이 시점을 처리하지 못했습니다. %1</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>취소되었습니다. 저장된 파일이 없습니다.</translation>
    </message>
    <message>
        <source>There is no moment to save.</source>
        <translation>저장할 시점이 없습니다.</translation>
    </message>
    <message>
        <source>Expected a window of video.</source>
        <translation>비디오 윈도우가 하나 필요합니다.</translation>
    </message>
    <message>
        <source>Open a video and wait for its first window.</source>
        <translation>비디오를 열고 첫 윈도우가 나올 때까지 기다리십시오.</translation>
    </message>
    <message>
        <source>This moment has %1 frames.</source>
        <translation>이 시점의 프레임은 %1개입니다.</translation>
    </message>
    <message>
        <source>Expected %1, as the network takes them.</source>
        <translation>네트워크가 받는 프레임 수는 %1개입니다.</translation>
    </message>
    <message>
        <source>Open the model that it was saved with: %1.</source>
        <translation>저장할 때 사용한 모델을 여십시오: %1.</translation>
    </message>
    <message>
        <source>A moment saved with another network (%1), seen with this one.</source>
        <translation>다른 네트워크(%1)로 저장한 시점을 현재 네트워크로 보고 있습니다.</translation>
    </message>
    <message>
        <source>A moment from a file. Going on returns to the video.</source>
        <translation>파일에서 연 시점입니다. 계속하면 비디오로 돌아갑니다.</translation>
    </message>
    <message>
        <source>There is no map to export to %1.</source>
        <translation>%1(으)로 내보낼 맵이 없습니다.</translation>
    </message>
    <message>
        <source>Wait until the map is shown, then export it.</source>
        <translation>맵이 표시될 때까지 기다린 다음 내보내십시오.</translation>
    </message>
    <message>
        <source>A moment cannot be looked at while the video is being opened.</source>
        <translation>비디오를 여는 동안에는 시점을 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>Expected an open video, which may be paused, or none at all.</source>
        <translation>열려 있는 비디오(일시 정지 상태도 가능) 또는 비디오가 전혀 없는 상태가 필요합니다.</translation>
    </message>
    <message>
        <source>Wait until it is there, then open the moment again.</source>
        <translation>비디오가 열릴 때까지 기다린 다음 시점을 다시 여십시오.</translation>
    </message>
    <message>
        <source>A moment from a file.</source>
        <translation>파일에서 연 시점입니다.</translation>
    </message>
    <message>
        <source>No video is open.</source>
        <translation>열려 있는 비디오가 없습니다.</translation>
    </message>
    <message>
        <source>Open a camera, a video, or a moment from a file.</source>
        <translation>카메라, 비디오 또는 파일에 저장된 시점을 여십시오.</translation>
    </message>
    <message>
        <source>Expected a tap or a class that was picked, at a moment that the network looked at.</source>
        <translation>네트워크가 본 순간에 고른 탭 또는 클래스가 있어야 합니다.</translation>
    </message>
    <message>
        <source>A moment saved without the flip test, seen with it.</source>
        <translation>플립 테스트 없이 저장된 순간을 플립 테스트와 함께 봅니다.</translation>
    </message>
    <message>
        <source>A moment saved with the flip test, seen without it.</source>
        <translation>플립 테스트와 함께 저장된 순간을 플립 테스트 없이 봅니다.</translation>
    </message>
</context>
<context>
    <name>handscope::app::InspectExports</name>
    <message>
        <source>Wrote %1.</source>
        <translation>%1에 저장했습니다.</translation>
    </message>
    <message>
        <source>The picture %1 was not written.</source>
        <translation>이미지 %1을(를) 저장하지 못했습니다.</translation>
    </message>
    <message>
        <source>Expected a folder that can be written to, with room.</source>
        <translation>쓸 수 있고 여유 공간이 있는 폴더가 필요합니다.</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>다른 위치를 선택하십시오.</translation>
    </message>
    <message>
        <source>Wrote %1: float32, %2 × %3 × %4 × %5.</source>
        <translation>%1에 저장했습니다: float32, %2 × %3 × %4 × %5.</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>%1 저장 중</translation>
    </message>
    <message numerus="yes">
        <source>Wrote %1: %n frame(s).</source>
        <translation>
            <numerusform>%1에 저장했습니다: 프레임 %n개.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no picture to export.</source>
        <translation>내보낼 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>Expected a map in the large view.</source>
        <translation>큰 보기에 맵이 표시되어 있어야 합니다.</translation>
    </message>
    <message>
        <source>Open a video and wait for its first window.</source>
        <translation>비디오를 열고 첫 윈도우가 나올 때까지 기다리십시오.</translation>
    </message>
</context>
<context>
    <name>handscope::app::InspectPictures</name>
    <message>
        <source>This view could not be painted.</source>
        <translation>이 보기를 그리지 못했습니다.</translation>
    </message>
</context>
<context>
    <name>handscope::app::LabelQueue</name>
    <message>
        <source>No model is open.</source>
        <translation>열린 모델이 없습니다.</translation>
    </message>
    <message>
        <source>Expected one to label with.</source>
        <translation>레이블링에 쓸 모델이 있어야 합니다.</translation>
    </message>
    <message>
        <source>Wait until it is loaded, or open one, and press Start again.</source>
        <translation>모델이 로드될 때까지 기다리거나 모델을 연 다음 시작을 다시 누르십시오.</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) cannot be labelled again.</source>
        <translation>
            <numerusform>녹화 영상 %n개를 다시 레이블링할 수 없습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Expected their videos where they were when they were labelled.</source>
        <translation>비디오가 레이블링할 때 있던 위치에 있어야 합니다.</translation>
    </message>
    <message>
        <source>Add the videos to the queue, or move them back.</source>
        <translation>비디오를 대기열에 추가하거나 원래 위치로 옮기십시오.</translation>
    </message>
</context>
<context>
    <name>handscope::app::LiveMap</name>
    <message>
        <source>This model is a TorchScript program: it gives scores only.</source>
        <translation>이 모델은 TorchScript 프로그램이어서 점수만 제공합니다.</translation>
    </message>
    <message>
        <source>Open an STM checkpoint to see feature maps.</source>
        <translation>특징 맵을 보려면 STM 체크포인트를 여십시오.</translation>
    </message>
    <message>
        <source>There is no map to export.</source>
        <translation>내보낼 맵이 없습니다.</translation>
    </message>
    <message>
        <source>Expected a map on the screen.</source>
        <translation>화면에 맵이 표시되어 있어야 합니다.</translation>
    </message>
    <message>
        <source>Open a video, and choose a block and a tap.</source>
        <translation>비디오를 열고 블록과 탭을 선택하십시오.</translation>
    </message>
    <message>
        <source>The picture %1 was not written.</source>
        <translation>이미지 %1을(를) 저장하지 못했습니다.</translation>
    </message>
    <message>
        <source>Expected a folder that can be written to, with room.</source>
        <translation>쓸 수 있고 여유 공간이 있는 폴더가 필요합니다.</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>다른 위치를 선택하십시오.</translation>
    </message>
</context>
<context>
    <name>handscope::app::MapPicture</name>
    <message>
        <source>mean of %1 channels</source>
        <translation>채널 %1개의 평균</translation>
    </message>
    <message>
        <source>channel %1 of %2</source>
        <translation>채널 %1 / %2</translation>
    </message>
</context>
<context>
    <name>handscope::app::ModelKeeper</name>
    <message>
        <source>%1 The bundled model runs instead.</source>
        <translation>%1 대신 함께 제공되는 모델을 실행합니다.</translation>
    </message>
    <message>
        <source>The model %1 is missing: the bundled one runs instead.</source>
        <translation>모델 %1이(가) 없어 대신 함께 제공되는 모델을 실행합니다.</translation>
    </message>
    <message>
        <source>Expected a model file there.</source>
        <translation>그 위치에 모델 파일이 있어야 합니다.</translation>
    </message>
    <message>
        <source>Put it back and start again, or open another model. To stay with the bundled one, open %1.</source>
        <translation>제자리에 되돌려 놓고 다시 시작하거나 다른 모델을 여십시오. 앞으로 함께 제공되는 모델을 쓰려면 %1을(를) 여십시오.</translation>
    </message>
</context>
<context>
    <name>handscope::app::ModelLoader</name>
    <message>
        <source>The model&apos;s module cannot be read (%1).</source>
        <translation>모델의 모듈을 읽을 수 없습니다(%1).</translation>
    </message>
    <message>
        <source>Expected the file that the description names, beside it.</source>
        <translation>설명 파일에 적힌 파일이 같은 폴더에 있어야 합니다.</translation>
    </message>
    <message>
        <source>Put it there, or choose another model.</source>
        <translation>파일을 그 위치에 두거나 다른 모델을 선택하십시오.</translation>
    </message>
    <message>
        <source>The model %1 was not loaded.</source>
        <translation>모델 %1을(를) 불러오지 않았습니다.</translation>
    </message>
    <message>
        <source>It is a program and needs your trust.</source>
        <translation>이 모델은 프로그램이므로 신뢰 확인이 필요합니다.</translation>
    </message>
    <message>
        <source>Open it again if you trust it, or choose another model.</source>
        <translation>신뢰한다면 다시 열고, 아니면 다른 모델을 선택하십시오.</translation>
    </message>
    <message>
        <source>The model %1 has changed since it was trusted.</source>
        <translation>모델 %1이(가) 신뢰를 확인한 뒤에 변경되었습니다.</translation>
    </message>
    <message>
        <source>Expected the program that you were asked about.</source>
        <translation>신뢰 여부를 물었던 프로그램과 같아야 합니다.</translation>
    </message>
    <message>
        <source>Open it again to be asked about the new one.</source>
        <translation>다시 열어 새 프로그램의 신뢰 여부를 확인하십시오.</translation>
    </message>
</context>
<context>
    <name>handscope::app::MomentFinder</name>
    <message>
        <source>The window that ends there begins before what is kept of this source.</source>
        <translation>그 시점에서 끝나는 윈도우의 시작 부분은 이 소스의 보관 범위를 벗어났습니다.</translation>
    </message>
</context>
<context>
    <name>handscope::app::Problems</name>
    <message>
        <source>Something failed that should not (%1).</source>
        <translation>일어나서는 안 되는 오류가 발생했습니다(%1).</translation>
    </message>
    <message>
        <source>Expected no such error.</source>
        <translation>이런 오류는 발생하지 않아야 합니다.</translation>
    </message>
    <message>
        <source>Please report it with what you did.</source>
        <translation>어떤 작업을 하고 있었는지와 함께 신고해 주십시오.</translation>
    </message>
</context>
<context>
    <name>handscope::app::ProfileStore</name>
    <message>
        <source>%1 profiles were not read.</source>
        <translation>프로필 %1개를 읽지 않았습니다.</translation>
    </message>
    <message>
        <source>Expected at most %1.</source>
        <translation>최대 %1개까지 읽을 수 있습니다.</translation>
    </message>
    <message>
        <source>Move some of the files in %1 elsewhere.</source>
        <translation>%1에 있는 파일 일부를 다른 곳으로 옮기십시오.</translation>
    </message>
    <message>
        <source>Profiles that could not be read: %1 (%2 and so on). %3</source>
        <translation>읽을 수 없는 프로필: %1개(%2 등). %3</translation>
    </message>
    <message>
        <source>Expected profiles as Handscope saves them; these files are left as they are.</source>
        <translation>Handscope가 저장한 형식의 프로필이어야 합니다. 이 파일들은 그대로 둡니다.</translation>
    </message>
    <message>
        <source>Correct them, or move them out of %1.</source>
        <translation>파일을 고치거나 %1 밖으로 옮기십시오.</translation>
    </message>
</context>
<context>
    <name>handscope::app::QueueEntries</name>
    <message>
        <source>Another recording here is called the same, and so would be its labels: label %1 into another output folder.</source>
        <translation>여기에 이름이 같은 녹화 영상이 있어 레이블 파일 이름도 같아집니다. %1은(는) 다른 출력 폴더에 레이블링하십시오.</translation>
    </message>
    <message>
        <source>It could not be labelled again: %1</source>
        <translation>다시 레이블링하지 못했습니다: %1</translation>
    </message>
</context>
<context>
    <name>handscope::app::QueueObserver</name>
    <message>
        <source>It holds no video.</source>
        <translation>비디오가 들어 있지 않습니다.</translation>
    </message>
</context>
<context>
    <name>handscope::app::RecordingsController</name>
    <message>
        <source>Exporting …</source>
        <translation>내보내는 중…</translation>
    </message>
    <message>
        <source>%1 recordings written to %2, %3 of them corrected; %4 clips to train on in training.csv</source>
        <translation>녹화 영상 %1개를 %2에 저장했습니다(수정됨 %3개). 학습용 클립 %4개는 training.csv에 있습니다.</translation>
    </message>
    <message>
        <source>%1 could not be exported: %2</source>
        <translation>%1을(를) 내보낼 수 없습니다: %2</translation>
    </message>
    <message>
        <source>See failed.csv in %1.</source>
        <translation>%1의 failed.csv를 확인하십시오.</translation>
    </message>
    <message>
        <source>Cancelled: %1 recordings written to %2, without the tables over all</source>
        <translation>취소됨: 녹화 %1개를 %2에 썼고, 전체 표는 쓰지 않았습니다</translation>
    </message>
    <message>
        <source>No other recording is to be reviewed.</source>
        <translation>검토할 다른 녹화 영상이 없습니다.</translation>
    </message>
    <message>
        <source>; it names recordings of other folders: pack it with --allow-outside</source>
        <translation>. 다른 폴더의 녹화 영상을 가리키므로 --allow-outside와 함께 pack 하십시오</translation>
    </message>
    <message numerus="yes">
        <source>Expected results that can be read, of recordings as they were, in every format (%n recording(s) failed).</source>
        <translation>
            <numerusform>읽을 수 있는 결과와 바뀌지 않은 녹화 영상, 모든 형식으로의 저장이 필요합니다(%n개 실패).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>handscope::app::ReviewSession</name>
    <message>
        <source>That segment is no longer there.</source>
        <translation>그 구간은 더 이상 없습니다.</translation>
    </message>
    <message>
        <source>The playhead is not within the segment.</source>
        <translation>재생 위치가 구간 안에 있지 않습니다.</translation>
    </message>
    <message>
        <source>A label cannot be empty.</source>
        <translation>레이블은 비워 둘 수 없습니다.</translation>
    </message>
    <message>
        <source>That would change nothing.</source>
        <translation>변경되는 내용이 없습니다.</translation>
    </message>
    <message>
        <source>The recording was labelled again since it was corrected; what you had confirmed was kept. What you had deleted is to be looked at again: the corrections before are in %1.</source>
        <translation>수정한 뒤에 녹화 영상이 다시 레이블링되었습니다. 확인한 내용은 그대로 유지했습니다. 삭제한 내용은 다시 검토해야 하며, 이전 수정 내용은 %1에 있습니다.</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>승인</translation>
    </message>
    <message>
        <source>relabel</source>
        <translation>레이블 변경</translation>
    </message>
    <message>
        <source>split</source>
        <translation>분할</translation>
    </message>
    <message>
        <source>merge</source>
        <translation>병합</translation>
    </message>
    <message>
        <source>move an edge</source>
        <translation>경계 이동</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>accept all</source>
        <translation>모두 승인</translation>
    </message>
    <message>
        <source>The video %1 has changed since it was labelled.</source>
        <translation>비디오 %1이(가) 레이블링한 뒤에 바뀌었습니다.</translation>
    </message>
    <message>
        <source>Expected it as it was: these labels may be of other frames.</source>
        <translation>레이블링할 때와 같은 비디오가 필요합니다. 이 레이블은 다른 프레임의 것일 수 있습니다.</translation>
    </message>
    <message>
        <source>Label it again, or put the earlier video back.</source>
        <translation>다시 레이블링하거나 이전 비디오를 되돌려 놓으십시오.</translation>
    </message>
</context>
<context>
    <name>handscope::app::SessionRecorder</name>
    <message>
        <source>Recorded %1 s into %2</source>
        <translation>%1초를 %2에 녹화했습니다</translation>
    </message>
    <message>
        <source>● Recording, %1 s</source>
        <translation>● 녹화 중, %1초</translation>
    </message>
    <message>
        <source>● Recording, %1 s, %2 frames lost</source>
        <translation>● 녹화 중, %1초, 프레임 %2개 손실</translation>
    </message>
</context>
<context>
    <name>handscope::app::SourceKeeper</name>
    <message>
        <source>No picture for %1 s</source>
        <translation>%1초 동안 영상 없음</translation>
    </message>
    <message>
        <source>%1 has been silent for %2 s.</source>
        <translation>%1에서 %2초 동안 영상이 오지 않습니다.</translation>
    </message>
    <message>
        <source>Expected a picture every moment.</source>
        <translation>영상이 계속 들어와야 합니다.</translation>
    </message>
    <message>
        <source>Check that it is connected and switched on. After %1 s without a picture it is opened again.</source>
        <translation>연결되어 있고 켜져 있는지 확인하십시오. %1초 동안 영상이 없으면 다시 엽니다.</translation>
    </message>
    <message>
        <source>Opening %1 again …</source>
        <translation>%1 다시 여는 중…</translation>
    </message>
    <message>
        <source>%1 has ended.</source>
        <translation>%1이(가) 끝났습니다.</translation>
    </message>
    <message>
        <source>%1 was lost: %2</source>
        <translation>%1이(가) 끊겼습니다: %2</translation>
    </message>
    <message>
        <source>Expected it to go on.</source>
        <translation>계속 이어져야 합니다.</translation>
    </message>
    <message>
        <source>Connect it again: it is tried every few moments and goes on by itself. Or choose another source.</source>
        <translation>다시 연결하십시오. 잠시 간격을 두고 다시 시도하며 연결되면 자동으로 이어집니다. 또는 다른 소스를 선택하십시오.</translation>
    </message>
    <message>
        <source>%1 is back</source>
        <translation>%1이(가) 다시 연결되었습니다</translation>
    </message>
    <message>
        <source>%1 broke off: %2</source>
        <translation>%1이(가) 중단되었습니다: %2</translation>
    </message>
    <message>
        <source>Expected a file that can be read to its end.</source>
        <translation>끝까지 읽을 수 있는 파일이어야 합니다.</translation>
    </message>
    <message>
        <source>Check the file and its disk, then play it again.</source>
        <translation>파일과 디스크를 확인한 다음 다시 재생하십시오.</translation>
    </message>
    <message>
        <source>%1 ended after %2 s of %3 s.</source>
        <translation>%1이(가) %3초 중 %2초에서 끝났습니다.</translation>
    </message>
    <message>
        <source>Expected as much video as the file says it has.</source>
        <translation>파일에 적힌 길이만큼 비디오가 있어야 합니다.</translation>
    </message>
    <message>
        <source>It was cut short or is damaged: copy or record it again.</source>
        <translation>파일이 잘렸거나 손상되었습니다. 다시 복사하거나 녹화하십시오.</translation>
    </message>
    <message>
        <source>Waiting for %1 …</source>
        <translation>%1 기다리는 중 …</translation>
    </message>
    <message>
        <source>%1 It is tried again every few moments.</source>
        <translation>%1 잠시 후마다 다시 시도합니다.</translation>
    </message>
</context>
<context>
    <name>handscope::app::SourcePreview</name>
    <message>
        <source>Standard input has no preview.</source>
        <translation>표준 입력은 미리 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>Expected a source that can be opened more than once.</source>
        <translation>두 번 이상 열 수 있는 소스가 필요합니다.</translation>
    </message>
    <message>
        <source>Open it to see it.</source>
        <translation>보려면 소스를 여십시오.</translation>
    </message>
    <message>
        <source>This source is being watched already.</source>
        <translation>이 소스는 이미 보고 있습니다.</translation>
    </message>
    <message>
        <source>Expected a source that is not in use: it can be opened only once.</source>
        <translation>사용 중이 아닌 소스가 필요합니다. 한 번만 열 수 있는 소스입니다.</translation>
    </message>
    <message>
        <source>Close this dialog to see it, or choose another source.</source>
        <translation>보려면 이 대화 상자를 닫거나 다른 소스를 선택하십시오.</translation>
    </message>
</context>
<context>
    <name>handscope::app::SourceWatch</name>
    <message>
        <source>No picture came for %1 seconds.</source>
        <translation>%1초 동안 영상이 오지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>handscope::app::StagePainter</name>
    <message>
        <source>This block has no such map.</source>
        <translation>이 블록에는 해당 맵이 없습니다.</translation>
    </message>
    <message>
        <source>Pick another node of the network.</source>
        <translation>네트워크의 다른 노드를 선택하십시오.</translation>
    </message>
    <message>
        <source>Channels contribute to a class in the last block&apos;s output alone; before it every class is made of all of them.</source>
        <translation>채널이 클래스에 기여하는 것은 마지막 블록의 출력뿐입니다. 그 앞에서는 모든 채널이 모든 클래스를 이룹니다.</translation>
    </message>
    <message>
        <source>Pick the output of %1, or sort by energy or variance.</source>
        <translation>%1의 출력을 선택하거나 에너지 또는 분산으로 정렬하십시오.</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %2 · %n channel(s)</source>
        <translation>
            <numerusform>%1 · %2 · 채널 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>No moment is pinned.</source>
        <translation>핀으로 고정한 시점이 없습니다.</translation>
    </message>
    <message>
        <source>Pin this one, then move the cursor to another.</source>
        <translation>이 시점을 고정한 다음 커서를 다른 시점으로 옮기십시오.</translation>
    </message>
    <message>
        <source>There is nothing to compare with.</source>
        <translation>비교할 대상이 없습니다.</translation>
    </message>
    <message>
        <source>Choose another tap in the bar.</source>
        <translation>도구 막대에서 다른 탭을 선택하십시오.</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>차이</translation>
    </message>
    <message>
        <source>No class is chosen.</source>
        <translation>선택한 클래스가 없습니다.</translation>
    </message>
    <message>
        <source>Choose one in the bar.</source>
        <translation>도구 막대에서 클래스를 선택하십시오.</translation>
    </message>
</context>
<context>
    <name>handscope::app::TrialController</name>
    <message>
        <source>Open a video file on the live page to try the values on it. Cameras, screens and streams cannot be watched twice.</source>
        <translation>값을 시험하려면 실시간 페이지에서 비디오 파일을 여십시오. 카메라, 화면, 스트림은 두 번 볼 수 없습니다.</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>먼저 모델을 여십시오.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>취소되었습니다.</translation>
    </message>
    <message>
        <source>The windows were changed: try again to see what comes of it. What is shown is of the values before.</source>
        <translation>윈도우 설정이 변경되었습니다. 결과를 보려면 다시 시험하십시오. 표시된 내용은 이전 값의 결과입니다.</translation>
    </message>
</context>
<context>
    <name>handscope::app::WindowController</name>
    <message>
        <source>There is nothing to record.</source>
        <translation>녹화할 대상이 없습니다.</translation>
    </message>
    <message>
        <source>Expected a source that runs.</source>
        <translation>동작 중인 소스가 필요합니다.</translation>
    </message>
    <message>
        <source>Open a camera or a video, then record.</source>
        <translation>카메라나 비디오를 연 다음 녹화하십시오.</translation>
    </message>
    <message>
        <source>The bundled model was not found.</source>
        <translation>함께 제공되는 모델을 찾을 수 없습니다.</translation>
    </message>
    <message>
        <source>Expected it in share/handscope/models beside the program.</source>
        <translation>프로그램 옆의 share/handscope/models에 있어야 합니다.</translation>
    </message>
    <message>
        <source>Install Handscope again, or open a model.</source>
        <translation>Handscope를 다시 설치하거나 모델을 여십시오.</translation>
    </message>
    <message>
        <source>Opening %1 …</source>
        <translation>%1 여는 중…</translation>
    </message>
    <message>
        <source>%1, 1 thread</source>
        <translation>%1, 스레드 1개</translation>
    </message>
    <message>
        <source>%1, %2 threads</source>
        <translation>%1, 스레드 %2개</translation>
    </message>
    <message>
        <source>CUDA was asked for, but no CUDA device can be used: the network runs on the CPU.</source>
        <translation>CUDA를 요청했지만 사용할 수 있는 CUDA 장치가 없어 네트워크를 CPU에서 실행합니다.</translation>
    </message>
    <message>
        <source>Expected a GPU, its driver and a LibTorch built with CUDA.</source>
        <translation>GPU와 그 드라이버, CUDA로 빌드한 LibTorch가 필요합니다.</translation>
    </message>
    <message>
        <source>Install those and start again; or choose another processor in Preferences, or start without --device cuda.</source>
        <translation>이를 설치한 뒤 다시 시작하거나, 환경 설정에서 다른 프로세서를 선택하거나, --device cuda 없이 시작하십시오.</translation>
    </message>
    <message>
        <source>fp16 was asked for, but the network runs on the CPU: it uses the fastest precision there.</source>
        <translation>fp16을 요청했지만 네트워크를 CPU에서 실행하므로 CPU에서 가장 빠른 정밀도를 사용합니다.</translation>
    </message>
    <message>
        <source>Expected another precision on the CPU; fp16 is for CUDA.</source>
        <translation>CPU에서는 다른 정밀도가 필요합니다. fp16은 CUDA에서만 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>Choose another precision in Preferences, or start without --precision fp16.</source>
        <translation>환경 설정에서 다른 정밀도를 선택하거나 --precision fp16 없이 시작하십시오.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::AboutBox</name>
    <message>
        <source>About Handscope</source>
        <translation>Handscope 정보</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Handscope %1&lt;/h3&gt;</source>
        <translation>&lt;h3&gt;Handscope %1&lt;/h3&gt;</translation>
    </message>
    <message>
        <source>Recognises hand gestures in video with the STM network and shows what it sees.&lt;br&gt;&lt;br&gt;Free software under the GNU General Public License, version 3 or later.</source>
        <translation>STM 네트워크로 비디오에서 손 제스처를 인식하고, 네트워크가 보는 것을 보여 줍니다.&lt;br&gt;&lt;br&gt;GNU 일반 공중 사용 허가서(GPL) 버전 3 또는 그 이후 버전을 따르는 자유 소프트웨어입니다.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::AddSegmentDialog</name>
    <message>
        <source>Add a segment</source>
        <translation>구간 추가</translation>
    </message>
    <message>
        <source>Type a part of a label</source>
        <translation>레이블의 일부를 입력하십시오</translation>
    </message>
    <message>
        <source>First frame</source>
        <translation>첫 프레임</translation>
    </message>
    <message>
        <source>The first frame of the gesture, counted from 0</source>
        <translation>제스처의 첫 프레임입니다. 0부터 셉니다</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>마지막 프레임</translation>
    </message>
    <message>
        <source>The last frame of the gesture, which belongs to it</source>
        <translation>제스처의 마지막 프레임입니다. 이 프레임도 제스처에 포함됩니다</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>추가(&amp;A)</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close without adding a segment</source>
        <translation>구간을 추가하지 않고 닫습니다</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>레이블(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;First frame</source>
        <translation>첫 프레임(&amp;F)</translation>
    </message>
    <message>
        <source>L&amp;ast frame</source>
        <translation>마지막 프레임(&amp;A)</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>The last frame is before the first</source>
        <translation>마지막 프레임이 첫 프레임보다 앞에 있습니다</translation>
    </message>
    <message>
        <source>Frames: %1, %2 s</source>
        <translation>프레임: %1개, %2초</translation>
    </message>
    <message>
        <source>Frames: %1</source>
        <translation>프레임: %1개</translation>
    </message>
    <message>
        <source>Add a segment of “%1”</source>
        <translation>“%1” 구간을 추가합니다</translation>
    </message>
    <message>
        <source>Type a part of a label first</source>
        <translation>먼저 레이블의 일부를 입력하십시오</translation>
    </message>
</context>
<context>
    <name>handscope::ui::CameraCheckPanel</name>
    <message>
        <source>Rate</source>
        <translation>프레임 속도</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝기</translation>
    </message>
    <message>
        <source>White parts</source>
        <translation>흰 영역</translation>
    </message>
    <message>
        <source>Frames a second that come, beside those that were asked for. Many cameras halve their rate in bad light.</source>
        <translation>실제로 들어오는 초당 프레임 수와 요청한 프레임 수입니다. 빛이 부족하면 프레임 수가 절반으로 줄어드는 카메라가 많습니다.</translation>
    </message>
    <message>
        <source>Mean brightness of the picture. In the dark hands are noise.</source>
        <translation>영상의 평균 밝기입니다. 어두우면 손이 잡음에 묻힙니다.</translation>
    </message>
    <message>
        <source>Share of the picture that is white: what is there cannot be seen.</source>
        <translation>영상에서 하얗게 날아간 부분의 비율입니다. 그곳에 있는 것은 보이지 않습니다.</translation>
    </message>
    <message>
        <source>What the network sees:</source>
        <translation>네트워크가 보는 영상:</translation>
    </message>
    <message>
        <source>%1 frames a second</source>
        <translation>초당 %1프레임</translation>
    </message>
    <message>
        <source>%1 of %2 frames a second</source>
        <translation>초당 %1 / %2프레임</translation>
    </message>
    <message>
        <source>%1: slow. More light, another format (MJPG) or a smaller size helps.</source>
        <translation>%1: 느립니다. 더 밝은 조명, 다른 형식(MJPG) 또는 더 작은 크기가 도움이 됩니다.</translation>
    </message>
    <message>
        <source>brightness %1 %</source>
        <translation>밝기 %1%</translation>
    </message>
    <message>
        <source>%1: dark. Switch on a light in front of you.</source>
        <translation>%1: 어둡습니다. 앞쪽 조명을 켜십시오.</translation>
    </message>
    <message>
        <source>%1 % white</source>
        <translation>흰 영역 %1%</translation>
    </message>
    <message>
        <source>%1: overexposed. Turn away from the window or lower the exposure.</source>
        <translation>%1: 노출이 과합니다. 창문 쪽을 피해 방향을 돌리거나 노출을 낮추십시오.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ChannelDelegate</name>
    <message>
        <source>c %1</source>
        <translation>c %1</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ChannelModel</name>
    <message>
        <source>Channel %1</source>
        <translation>채널 %1</translation>
    </message>
    <message>
        <source>Channel %1, %2 %3</source>
        <translation>채널 %1, %2 %3</translation>
    </message>
    <message>
        <source>c %1</source>
        <translation>c %1</translation>
    </message>
    <message>
        <source>%1. A click enlarges it.</source>
        <translation>%1. 클릭하면 확대합니다.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ChannelsPage</name>
    <message>
        <source>energy</source>
        <translation>에너지</translation>
    </message>
    <message>
        <source>variance</source>
        <translation>분산</translation>
    </message>
    <message>
        <source>contribution</source>
        <translation>기여도</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>Which channels these are</source>
        <translation>어떤 채널인지</translation>
    </message>
    <message>
        <source>Size of the tiles</source>
        <translation>타일 크기</translation>
    </message>
    <message>
        <source>How large each channel is shown</source>
        <translation>각 채널을 표시하는 크기입니다</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>Value that is pointed at</source>
        <translation>가리키는 곳의 값</translation>
    </message>
    <message>
        <source>Point at a channel to read its values, or press Shift and an arrow key</source>
        <translation>채널을 가리키거나 Shift와 화살표 키를 누르면 값을 읽을 수 있습니다</translation>
    </message>
    <message>
        <source>Channel %1. %2</source>
        <translation>채널 %1. %2</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ClassPicker</name>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ClassRuleDelegate</name>
    <message>
        <source>Fires at</source>
        <translation>발생 임계값</translation>
    </message>
    <message>
        <source>The averaged score from which this class fires</source>
        <translation>이 클래스가 발생하는 평균 점수입니다</translation>
    </message>
    <message>
        <source> %</source>
        <translation>%</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ClassRuleModel</name>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>as above</source>
        <translation>공통 값</translation>
    </message>
    <message>
        <source>%1 never fires; Space or a click lets it</source>
        <translation>%1: 발생하지 않습니다. Space 키나 클릭으로 허용합니다</translation>
    </message>
    <message>
        <source>%1 may fire; Space or a click keeps it from that</source>
        <translation>%1: 발생할 수 있습니다. Space 키나 클릭으로 막습니다</translation>
    </message>
    <message>
        <source>The averaged score from which %1 fires, never below “Ends below”. Double-click or F2 to set its own, Delete to take it away.</source>
        <translation>%1이(가) 발생하는 평균 점수이며 “종료 임계값”보다 낮아지지 않습니다. 두 번 클릭하거나 F2 키로 따로 정하고, Delete 키로 지웁니다.</translation>
    </message>
    <message>
        <source>The averaged score of now; the mark is where it fires</source>
        <translation>현재의 평균 점수입니다. 표시는 발생하는 위치입니다</translation>
    </message>
    <message>
        <source>never fires</source>
        <translation>발생 안 함</translation>
    </message>
    <message>
        <source>may fire</source>
        <translation>발생 가능</translation>
    </message>
    <message>
        <source>Gesture</source>
        <translation>제스처</translation>
    </message>
    <message>
        <source>Fires</source>
        <translation>발생</translation>
    </message>
    <message>
        <source>from</source>
        <translation>임계값</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>The model&apos;s classes</source>
        <translation>모델의 클래스입니다</translation>
    </message>
    <message>
        <source>Whether the gesture may fire at all</source>
        <translation>제스처의 발생을 허용할지 여부입니다</translation>
    </message>
    <message>
        <source>The averaged score from which it fires</source>
        <translation>발생하는 평균 점수입니다</translation>
    </message>
    <message>
        <source>Its averaged score of now</source>
        <translation>현재의 평균 점수입니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ClassRuleTable</name>
    <message>
        <source>Find a gesture</source>
        <translation>제스처 찾기</translation>
    </message>
    <message>
        <source>Show only the gestures whose names hold this</source>
        <translation>이름에 이 글자가 들어 있는 제스처만 표시합니다</translation>
    </message>
    <message>
        <source>Thresholds by gesture</source>
        <translation>제스처별 임계값</translation>
    </message>
    <message>
        <source>Which gestures fire, and from which averaged score</source>
        <translation>어떤 제스처가 어느 평균 점수부터 발생하는지 정합니다</translation>
    </message>
    <message>
        <source>The gestures that the model knows stand here.</source>
        <translation>모델이 아는 제스처가 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>as above</source>
        <translation>공통 값</translation>
    </message>
    <message>
        <source>Fires as above</source>
        <translation>공통 값으로 발생</translation>
    </message>
    <message>
        <source>Take the class&apos;s own threshold away</source>
        <translation>이 클래스에 따로 정한 임계값을 지웁니다</translation>
    </message>
    <message>
        <source>No gesture is called that.</source>
        <translation>그런 이름의 제스처가 없습니다.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ClosingQuestion</name>
    <message>
        <source>Stop labelling?</source>
        <translation>레이블링을 중단하시겠습니까?</translation>
    </message>
    <message>
        <source>Recordings are being labelled. Stop that and close?</source>
        <translation>녹화 영상을 레이블링하고 있습니다. 중단하고 닫으시겠습니까?</translation>
    </message>
    <message>
        <source>What is done stays done. What is left is in the queue again at the next start.</source>
        <translation>끝난 것은 그대로 남습니다. 나머지는 다음에 시작할 때 대기열에 다시 나타납니다.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>중단하고 닫기</translation>
    </message>
    <message>
        <source>Keep labelling</source>
        <translation>계속 레이블링</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ColourBarView</name>
    <message>
        <source>Colour bar</source>
        <translation>색상 막대</translation>
    </message>
    <message>
        <source>What the colours stand for: the values at both ends</source>
        <translation>색이 나타내는 값: 양 끝의 값입니다</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>%1부터 %2까지</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ComparedBars</name>
    <message>
        <source>+%1 pp</source>
        <translation>+%1%p</translation>
    </message>
    <message>
        <source>−%1 pp</source>
        <translation>−%1%p</translation>
    </message>
    <message>
        <source>Scores before and after</source>
        <translation>변경 전후의 점수</translation>
    </message>
    <message>
        <source>Each class as it is (above) and with what was changed (below); the difference in percentage points</source>
        <translation>각 클래스의 원본 점수(위)와 변경 후 점수(아래), 그리고 그 차이(퍼센트포인트)입니다</translation>
    </message>
    <message>
        <source>%1 %2 → %3</source>
        <translation>%1 %2 → %3</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Scores appear once the first window of video is complete.</source>
        <translation>비디오의 첫 윈도우가 완성되면 점수가 표시됩니다.</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
</context>
<context>
    <name>handscope::ui::CutModel</name>
    <message>
        <source>%1, cut</source>
        <translation>%1, 차단됨</translation>
    </message>
    <message>
        <source>Becomes zero before the sum: of the block only the shortcut passes. Press Delete to restore it</source>
        <translation>더하기 전에 0이 됩니다. 이 블록에서는 숏컷만 통과합니다. Delete 키로 복원합니다</translation>
    </message>
    <message>
        <source>Becomes zero before the sum. Press Delete to restore it</source>
        <translation>더하기 전에 0이 됩니다. Delete 키로 복원합니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::CutPanel</name>
    <message>
        <source>Cuts</source>
        <translation>차단</translation>
    </message>
    <message>
        <source>What is cut out of the network; Delete restores what is selected</source>
        <translation>네트워크에서 차단한 부분입니다. Delete 키로 선택한 항목을 복원합니다</translation>
    </message>
    <message>
        <source>Where to cut</source>
        <translation>차단할 위치</translation>
    </message>
    <message>
        <source>Channel to cut</source>
        <translation>차단할 채널</translation>
    </message>
    <message>
        <source>Which channel the button beside it cuts, counted from 0</source>
        <translation>옆의 단추로 차단할 채널입니다. 0부터 셉니다</translation>
    </message>
    <message>
        <source>Channel </source>
        <translation>채널 </translation>
    </message>
    <message>
        <source>&amp;Cut module</source>
        <translation>모듈 차단(&amp;C)</translation>
    </message>
    <message>
        <source>Cut the whole of the picked node</source>
        <translation>선택한 노드 전체를 차단합니다</translation>
    </message>
    <message>
        <source>Cut c&amp;hannel</source>
        <translation>채널 차단(&amp;H)</translation>
    </message>
    <message>
        <source>Cut this one channel of the picked node</source>
        <translation>선택한 노드의 이 채널 하나만 차단합니다</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>복원(&amp;R)</translation>
    </message>
    <message>
        <source>Take the selected cuts back</source>
        <translation>선택한 차단을 해제합니다</translation>
    </message>
    <message>
        <source>Restore &amp;everything</source>
        <translation>모두 복원(&amp;E)</translation>
    </message>
    <message>
        <source>Take all cuts back: the network as it was trained</source>
        <translation>모든 차단을 해제하여 학습된 그대로의 네트워크로 되돌립니다</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>실행 취소(&amp;U)</translation>
    </message>
    <message>
        <source>Undo the last change of the cuts</source>
        <translation>마지막 차단 변경을 취소합니다</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Ctrl+Z</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>다시 실행(&amp;D)</translation>
    </message>
    <message>
        <source>Make the change again</source>
        <translation>취소한 변경을 다시 적용합니다</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Z</source>
        <translation>Ctrl+Shift+Z</translation>
    </message>
    <message>
        <source>A cut affects this page only; events and recordings are not changed.</source>
        <translation>차단은 이 페이지에만 적용되며 이벤트와 녹화 영상은 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>Nothing is cut.

Press C on a node of the network, or use the buttons below, to see what the network does without it.</source>
        <translation>차단한 부분이 없습니다.

네트워크의 노드에서 C 키를 누르거나 아래 단추를 사용하여, 그 부분이 없을 때 네트워크가 어떻게 동작하는지 확인하십시오.</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>차단</translation>
    </message>
    <message>
        <source>Cut one channel</source>
        <translation>채널 하나 차단</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>복원</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>%1 복원</translation>
    </message>
    <message>
        <source>Cut %1</source>
        <translation>%1 차단</translation>
    </message>
    <message>
        <source>Restore everything</source>
        <translation>모두 복원</translation>
    </message>
    <message>
        <source>Restore the selected cuts</source>
        <translation>선택한 차단을 복원합니다</translation>
    </message>
    <message>
        <source>Pick CSTM, CMM or the output of a block first</source>
        <translation>먼저 CSTM, CMM 또는 블록의 출력을 선택하십시오</translation>
    </message>
    <message>
        <source>The input of a block cannot be cut: pick CSTM, CMM or the output</source>
        <translation>블록의 입력은 차단할 수 없습니다. CSTM, CMM 또는 출력을 선택하십시오</translation>
    </message>
    <message>
        <source>At %1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>module</source>
        <translation>모듈</translation>
    </message>
    <message>
        <source>Restore c&amp;hannel</source>
        <translation>채널 복원(&amp;H)</translation>
    </message>
    <message>
        <source>How many channels there are is known with the first map</source>
        <translation>채널 수는 첫 맵이 나오면 알 수 있습니다</translation>
    </message>
    <message>
        <source>Select cuts in the list first</source>
        <translation>먼저 목록에서 차단을 선택하십시오</translation>
    </message>
    <message>
        <source>Nothing is cut</source>
        <translation>차단한 부분이 없습니다</translation>
    </message>
    <message>
        <source>Nothing has been changed yet</source>
        <translation>아직 변경한 내용이 없습니다</translation>
    </message>
    <message>
        <source>Nothing has been undone</source>
        <translation>취소한 내용이 없습니다</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>실행 취소: %1</translation>
    </message>
    <message>
        <source>Again: %1</source>
        <translation>다시 실행: %1</translation>
    </message>
    <message>
        <source>Other cuts</source>
        <translation>다른 차단</translation>
    </message>
</context>
<context>
    <name>handscope::ui::DecisionCurve</name>
    <message>
        <source>fires at</source>
        <translation>발생 임계값</translation>
    </message>
    <message>
        <source>ends below</source>
        <translation>종료 임계값</translation>
    </message>
    <message>
        <source>This gesture of two seconds would not fire.</source>
        <translation>이 2초짜리 제스처는 발생하지 않습니다.</translation>
    </message>
    <message>
        <source>gesture</source>
        <translation>제스처</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2%</translation>
    </message>
    <message>
        <source>fires</source>
        <translation>발생</translation>
    </message>
    <message>
        <source>active until it ends</source>
        <translation>끝날 때까지 활성</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>유지</translation>
    </message>
    <message>
        <source>What the values do</source>
        <translation>값의 효과</translation>
    </message>
    <message>
        <source>A made-up gesture of two seconds. Dotted: its score window by window. Thick: the average that decides, a dot a window. Thin: the class that comes second, with the lead that is asked for as a bar.</source>
        <translation>가상의 2초짜리 제스처입니다. 점선: 윈도우별 점수. 굵은 선: 판정에 쓰는 평균(점 하나가 윈도우 하나). 가는 선: 두 번째 클래스이며, 필요한 점수 차를 막대로 표시합니다.</translation>
    </message>
    <message>
        <source>A gesture of two seconds would not fire.</source>
        <translation>2초짜리 제스처는 발생하지 않습니다.</translation>
    </message>
    <message>
        <source>A gesture of two seconds fires %1 s after it began and ends %2 s later.</source>
        <translation>2초짜리 제스처는 시작한 지 %1초 뒤에 발생하고 그로부터 %2초 뒤에 끝납니다.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::DecisionForm</name>
    <message>
        <source>Window length</source>
        <translation>윈도우 길이</translation>
    </message>
    <message>
        <source>How much video the network sees at a time. Long windows see slow gestures whole; short ones answer sooner.</source>
        <translation>네트워크가 한 번에 보는 비디오의 길이입니다. 길면 느린 제스처를 온전히 보고, 짧으면 더 빨리 답합니다.</translation>
    </message>
    <message>
        <source>A window every</source>
        <translation>윈도우 간격</translation>
    </message>
    <message>
        <source>How often a window ends and the network is asked. Shorter is smoother and costs more.</source>
        <translation>윈도우가 끝나고 네트워크에 묻는 간격입니다. 짧을수록 매끄럽지만 계산이 늘어납니다.</translation>
    </message>
    <message>
        <source>Averaged over</source>
        <translation>평균 시간</translation>
    </message>
    <message>
        <source>Scores are averaged over the windows that ended in this time. Longer is calmer and slower.</source>
        <translation>이 시간 안에 끝난 윈도우의 점수를 평균합니다. 길수록 안정적이지만 느립니다.</translation>
    </message>
    <message>
        <source>Fires at</source>
        <translation>발생 임계값</translation>
    </message>
    <message>
        <source>The averaged score at or above which a gesture fires.</source>
        <translation>평균 점수가 이 값 이상이면 제스처가 발생합니다.</translation>
    </message>
    <message>
        <source>Ahead by</source>
        <translation>점수 차</translation>
    </message>
    <message>
        <source>How far the first class must lead the second for it to fire.</source>
        <translation>제스처가 발생하려면 첫 번째 클래스가 두 번째보다 이만큼 앞서야 합니다.</translation>
    </message>
    <message>
        <source>Ends below</source>
        <translation>종료 임계값</translation>
    </message>
    <message>
        <source>A gesture that fired ends, and may fire again, once its averaged score falls below this. It is never above “Fires at”.</source>
        <translation>발생한 제스처는 평균 점수가 이 값 아래로 내려가면 끝나며 다시 발생할 수 있습니다. “발생 임계값”보다 높아지지 않습니다.</translation>
    </message>
    <message>
        <source>Lasting for</source>
        <translation>지속 시간</translation>
    </message>
    <message>
        <source>A gesture fires once its score has been high enough, and ahead by enough, for this long.</source>
        <translation>점수가 충분히 높고 충분히 앞선 상태가 이 시간 동안 이어지면 제스처가 발생합니다.</translation>
    </message>
    <message>
        <source>Then holds for</source>
        <translation>유지 시간</translation>
    </message>
    <message>
        <source>A gesture that fired stays on screen for this long, and nothing else fires meanwhile.</source>
        <translation>발생한 제스처를 이 시간 동안 화면에 표시하며 그동안 다른 제스처는 발생하지 않습니다.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>
Default: %1</source>
        <translation>
기본값: %1</translation>
    </message>
    <message>
        <source>“Ends below” came down with “Fires at”: a gesture would else end as soon as it fires.</source>
        <translation>“종료 임계값”을 “발생 임계값”과 함께 낮췄습니다. 그러지 않으면 제스처가 발생하자마자 끝납니다.</translation>
    </message>
    <message>
        <source>“Fires at” went up with “Ends below”: a gesture would else end as soon as it fires.</source>
        <translation>“발생 임계값”을 “종료 임계값”과 함께 높였습니다. 그러지 않으면 제스처가 발생하자마자 끝납니다.</translation>
    </message>
    <message>
        <source>“Ends below” is above “Fires at”: a gesture may end as soon as it fires.</source>
        <translation>“종료 임계값”이 “발생 임계값”보다 높습니다. 제스처가 발생하자마자 끝날 수 있습니다.</translation>
    </message>
    <message>
        <source>Classes that fire below “Ends below”, and may end at once: %1.</source>
        <translation>“종료 임계값” 아래에서 발생하여 곧바로 끝날 수 있는 클래스: %1.</translation>
    </message>
    <message>
        <source>Windows are further apart than they are long: some of the video is never looked at.</source>
        <translation>윈도우 간격이 길이보다 깁니다. 비디오의 일부는 전혀 보지 않습니다.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::DecisionPanel</name>
    <message>
        <source>Defaults</source>
        <translation>기본값</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>Set all values, and those of the classes, to the built-in ones. The saved profile stays until you save.</source>
        <translation>모든 값과 클래스별 값을 기본값으로 되돌립니다. 저장할 때까지 저장된 프로필은 바뀌지 않습니다.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::DecisionView</name>
    <message>
        <source>Decision</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>When scores become an event</source>
        <translation>점수가 이벤트가 되는 조건입니다</translation>
    </message>
    <message>
        <source>Try on a recording</source>
        <translation>녹화 영상에 시험</translation>
    </message>
    <message>
        <source>What the values would find in the recording that is open</source>
        <translation>이 값으로 열려 있는 녹화 영상에서 무엇을 찾는지 봅니다</translation>
    </message>
    <message>
        <source>Gestures</source>
        <translation>제스처</translation>
    </message>
    <message>
        <source>Which gestures may become an event, and thresholds of their own</source>
        <translation>이벤트가 될 수 있는 제스처와 제스처별 임계값</translation>
    </message>
</context>
<context>
    <name>handscope::ui::EventModel</name>
    <message>
        <source>%1, from %2 to %3</source>
        <translation>%1, %2부터 %3까지</translation>
    </message>
    <message>
        <source> (still going on)</source>
        <translation> (진행 중)</translation>
    </message>
    <message>
        <source>
Second most likely: %1</source>
        <translation>
두 번째 후보: %1</translation>
    </message>
    <message>
        <source>%1 s …</source>
        <translation>%1초…</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Gesture</source>
        <translation>제스처</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>점수</translation>
    </message>
</context>
<context>
    <name>handscope::ui::EventPanel</name>
    <message>
        <source>Recognised gestures</source>
        <translation>인식된 제스처</translation>
    </message>
    <message>
        <source>Double-click or press Enter on a gesture to go to where it begins</source>
        <translation>제스처를 두 번 클릭하거나 Enter 키를 누르면 시작 위치로 이동합니다</translation>
    </message>
    <message>
        <source>%1 s …</source>
        <translation>%1초…</translation>
    </message>
    <message>
        <source>Recognised gestures appear here.</source>
        <translation>인식된 제스처가 여기에 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::FlowPage</name>
    <message>
        <source>Frame</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>Optical flow</source>
        <translation>옵티컬 플로</translation>
    </message>
    <message>
        <source>CMM of the frame</source>
        <translation>이 프레임의 CMM</translation>
    </message>
    <message>
        <source>This frame has no flow: the other frame is not in the window.</source>
        <translation>이 프레임에는 플로가 없습니다. 짝이 되는 프레임이 윈도우 안에 없습니다.</translation>
    </message>
    <message>
        <source>Wheel of directions</source>
        <translation>방향 색상환</translation>
    </message>
    <message>
        <source>What the colours of the flow mean</source>
        <translation>플로 색의 의미</translation>
    </message>
    <message>
        <source>Optical flow, pixels a step</source>
        <translation>옵티컬 플로, 단계당 픽셀</translation>
    </message>
    <message>
        <source>The hue is the direction of motion, as on the wheel; its strength is the speed, at most %1 pixels a step.</source>
        <translation>색상은 색상환에 표시된 움직임의 방향이고, 진하기는 속도입니다(단계당 최대 %1픽셀).</translation>
    </message>
</context>
<context>
    <name>handscope::ui::FrameTile</name>
    <message>
        <source>%1. Colours from %2 to %3. A click chooses this frame, a double click shows the picked tap&apos;s map of it.</source>
        <translation>%1. 색은 %2부터 %3까지입니다. 클릭하면 이 프레임을 선택하고, 두 번 클릭하면 선택한 탭의 이 프레임 맵을 표시합니다.</translation>
    </message>
    <message>
        <source>t = %1. %2</source>
        <translation>t = %1. %2</translation>
    </message>
</context>
<context>
    <name>handscope::ui::FramesPage</name>
    <message>
        <source>The maps appear with the first window of video.</source>
        <translation>비디오의 첫 윈도우가 나오면 맵이 표시됩니다.</translation>
    </message>
    <message>
        <source>What the maps show</source>
        <translation>맵이 보여 주는 것</translation>
    </message>
    <message>
        <source>Value that is pointed at</source>
        <translation>가리키는 곳의 값</translation>
    </message>
    <message>
        <source>Point at a map to read its values, or press Shift and an arrow key</source>
        <translation>맵을 가리키거나 Shift와 화살표 키를 누르면 값을 읽을 수 있습니다</translation>
    </message>
    <message>
        <source>What the colours of the chosen frame stand for</source>
        <translation>선택한 프레임의 색이 나타내는 값입니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::GestureGuide</name>
    <message>
        <source>&amp;Start again</source>
        <translation>처음부터 다시(&amp;S)</translation>
    </message>
    <message>
        <source>Gestures seen</source>
        <translation>본 제스처</translation>
    </message>
    <message>
        <source>How many of the gestures have fired since the source was opened</source>
        <translation>소스를 연 뒤에 발생한 제스처의 수입니다</translation>
    </message>
    <message>
        <source>Forget which gestures have been seen</source>
        <translation>어떤 제스처를 보았는지 지웁니다</translation>
    </message>
    <message>
        <source>Forget the gestures seen</source>
        <translation>본 제스처 지우기</translation>
    </message>
    <message>
        <source>Gestures that the network knows</source>
        <translation>네트워크가 아는 제스처</translation>
    </message>
    <message>
        <source>What the network knows; those with a tick have been seen</source>
        <translation>네트워크가 아는 제스처입니다. 체크된 것은 이미 보았습니다</translation>
    </message>
    <message>
        <source>No model yet.</source>
        <translation>아직 모델이 없습니다.</translation>
    </message>
    <message>
        <source>%1 of %2 seen</source>
        <translation>%2개 중 %1개 확인</translation>
    </message>
</context>
<context>
    <name>handscope::ui::GuideModel</name>
    <message numerus="yes">
        <source>%1: seen %n time(s)</source>
        <translation>
            <numerusform>%1: %n번 보았습니다</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: not seen yet</source>
        <translation>%1: 아직 보지 못했습니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::HistogramView</name>
    <message>
        <source>Logarithmic</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Histogram of the map&apos;s values</source>
        <translation>맵 값의 히스토그램</translation>
    </message>
    <message>
        <source>How many values lie where in the range of the colours; the line is their mean</source>
        <translation>색 범위에서 값이 분포하는 모양입니다. 선은 평균입니다</translation>
    </message>
    <message>
        <source>The map&apos;s values in figures</source>
        <translation>맵 값의 수치</translation>
    </message>
    <message>
        <source>Logarithmic counts</source>
        <translation>로그 개수</translation>
    </message>
    <message>
        <source>Draw the counts by their logarithm, so that rare values show</source>
        <translation>개수를 로그로 그려서 드문 값도 보이게 합니다</translation>
    </message>
    <message>
        <source>Mean %1, %2 % are zero</source>
        <translation>평균 %1, 0인 값 %2%</translation>
    </message>
</context>
<context>
    <name>handscope::ui::InspectActions</name>
    <message>
        <source>&amp;Freeze</source>
        <translation>정지(&amp;F)</translation>
    </message>
    <message>
        <source>Keep this moment; the video goes on, and can be gone back to</source>
        <translation>이 시점에 머뭅니다. 비디오는 계속되며 언제든 돌아갈 수 있습니다</translation>
    </message>
    <message>
        <source>Back to &amp;live</source>
        <translation>실시간으로(&amp;L)</translation>
    </message>
    <message>
        <source>Ctrl+End</source>
        <translation>Ctrl+End</translation>
    </message>
    <message>
        <source>One frame &amp;back</source>
        <translation>한 프레임 뒤로(&amp;B)</translation>
    </message>
    <message>
        <source>− Frame</source>
        <translation>− 프레임</translation>
    </message>
    <message>
        <source>Go back by a frame</source>
        <translation>한 프레임 뒤로 갑니다</translation>
    </message>
    <message>
        <source>,</source>
        <translation>,</translation>
    </message>
    <message>
        <source>O&amp;ne frame on</source>
        <translation>한 프레임 앞으로(&amp;N)</translation>
    </message>
    <message>
        <source>+ Frame</source>
        <translation>+ 프레임</translation>
    </message>
    <message>
        <source>Go on by a frame</source>
        <translation>한 프레임 앞으로 갑니다</translation>
    </message>
    <message>
        <source>.</source>
        <translation>.</translation>
    </message>
    <message>
        <source>One &amp;window back</source>
        <translation>한 윈도우 뒤로(&amp;W)</translation>
    </message>
    <message>
        <source>− Window</source>
        <translation>− 윈도우</translation>
    </message>
    <message>
        <source>Go back to the window before</source>
        <translation>이전 윈도우로 갑니다</translation>
    </message>
    <message>
        <source>Ctrl+Left</source>
        <translation>Ctrl+Left</translation>
    </message>
    <message>
        <source>One w&amp;indow on</source>
        <translation>한 윈도우 앞으로(&amp;I)</translation>
    </message>
    <message>
        <source>+ Window</source>
        <translation>+ 윈도우</translation>
    </message>
    <message>
        <source>Go on to the next window</source>
        <translation>다음 윈도우로 갑니다</translation>
    </message>
    <message>
        <source>Ctrl+Right</source>
        <translation>Ctrl+Right</translation>
    </message>
    <message>
        <source>&amp;Previous event</source>
        <translation>이전 이벤트(&amp;P)</translation>
    </message>
    <message>
        <source>− Event</source>
        <translation>− 이벤트</translation>
    </message>
    <message>
        <source>Go back to where the event before fired</source>
        <translation>이전 이벤트가 발생한 곳으로 갑니다</translation>
    </message>
    <message>
        <source>[</source>
        <translation>[</translation>
    </message>
    <message>
        <source>Ne&amp;xt event</source>
        <translation>다음 이벤트(&amp;X)</translation>
    </message>
    <message>
        <source>+ Event</source>
        <translation>+ 이벤트</translation>
    </message>
    <message>
        <source>Go on to where the next event fired</source>
        <translation>다음 이벤트가 발생한 곳으로 갑니다</translation>
    </message>
    <message>
        <source>]</source>
        <translation>]</translation>
    </message>
    <message>
        <source>Zoom the time in</source>
        <translation>시간 확대</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Show a shorter stretch of time</source>
        <translation>더 짧은 시간을 표시합니다</translation>
    </message>
    <message>
        <source>Ctrl+=</source>
        <translation>Ctrl+=</translation>
    </message>
    <message>
        <source>Ctrl++</source>
        <translation>Ctrl++</translation>
    </message>
    <message>
        <source>Zoom the time out</source>
        <translation>시간 축소</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Show a longer stretch of time</source>
        <translation>더 긴 시간을 표시합니다</translation>
    </message>
    <message>
        <source>Ctrl+-</source>
        <translation>Ctrl+-</translation>
    </message>
    <message>
        <source>Show &amp;all of the time</source>
        <translation>전체 시간 표시(&amp;A)</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Show the whole stretch of time</source>
        <translation>전체 시간을 표시합니다</translation>
    </message>
    <message>
        <source>Take back all &amp;cuts</source>
        <translation>모든 차단 해제(&amp;C)</translation>
    </message>
    <message>
        <source>Let the network run as it was trained</source>
        <translation>네트워크를 학습된 그대로 실행합니다</translation>
    </message>
    <message>
        <source>Ctrl+Shift+R</source>
        <translation>Ctrl+Shift+R</translation>
    </message>
    <message>
        <source>Export pictu&amp;re of the view…</source>
        <translation>보기를 이미지로 내보내기(&amp;R)…</translation>
    </message>
    <message>
        <source>Save what the large view shows, as PNG</source>
        <translation>큰 보기에 표시된 것을 PNG로 저장합니다</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Export &amp;tap as numbers…</source>
        <translation>탭을 수치로 내보내기(&amp;T)…</translation>
    </message>
    <message>
        <source>Save all values of the picked tap at this moment, as .npy</source>
        <translation>이 시점에서 선택한 탭의 모든 값을 .npy로 저장합니다</translation>
    </message>
    <message>
        <source>Export &amp;video with the map…</source>
        <translation>맵을 입힌 비디오 내보내기(&amp;V)…</translation>
    </message>
    <message>
        <source>Save the video with the map, or the flow, over each frame, as MP4</source>
        <translation>각 프레임에 맵 또는 플로를 입힌 비디오를 MP4로 저장합니다</translation>
    </message>
    <message>
        <source>Save &amp;moment…</source>
        <translation>시점 저장(&amp;M)…</translation>
    </message>
    <message>
        <source>Save the frames of this moment and what was looked at, to be opened here again</source>
        <translation>이 시점의 프레임과 보고 있던 내용을 저장하여 나중에 여기서 다시 엽니다</translation>
    </message>
    <message>
        <source>Ctrl+Shift+S</source>
        <translation>Ctrl+Shift+S</translation>
    </message>
    <message>
        <source>&amp;Open moment…</source>
        <translation>시점 열기(&amp;O)…</translation>
    </message>
    <message>
        <source>Look at a moment that was saved</source>
        <translation>저장한 시점을 봅니다</translation>
    </message>
    <message>
        <source>Ctrl+Shift+O</source>
        <translation>Ctrl+Shift+O</translation>
    </message>
    <message>
        <source>This model has no maps to look into</source>
        <translation>이 모델에는 들여다볼 맵이 없습니다</translation>
    </message>
    <message>
        <source>Open a camera or a video first</source>
        <translation>먼저 카메라나 비디오를 여십시오</translation>
    </message>
    <message>
        <source>Follow t&amp;he video</source>
        <translation>비디오 따라가기(&amp;H)</translation>
    </message>
    <message>
        <source>Go back to the newest moment</source>
        <translation>가장 최근 시점으로 돌아갑니다</translation>
    </message>
    <message>
        <source>Go back to where the video is</source>
        <translation>비디오가 재생 중인 위치로 돌아갑니다</translation>
    </message>
    <message>
        <source>It shows the newest moment already</source>
        <translation>이미 가장 최근 시점을 표시하고 있습니다</translation>
    </message>
    <message>
        <source>No event fired before this moment</source>
        <translation>이 시점 전에 발생한 이벤트가 없습니다</translation>
    </message>
    <message>
        <source>No event fired after this moment</source>
        <translation>이 시점 뒤에 발생한 이벤트가 없습니다</translation>
    </message>
    <message>
        <source>Nothing of the network has been cut</source>
        <translation>네트워크에서 차단한 부분이 없습니다</translation>
    </message>
    <message>
        <source>Wait until the video at hand is done, or cancel it</source>
        <translation>현재 동영상이 끝날 때까지 기다리거나 취소하십시오</translation>
    </message>
    <message>
        <source>Export &amp;evidence as numbers…</source>
        <translation>근거를 숫자로 내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>Save the evidence of the chosen class at this moment, a map a frame, as .npy</source>
        <translation>이 순간에 고른 클래스의 근거를 프레임마다 맵 하나씩 .npy로 저장합니다</translation>
    </message>
    <message>
        <source>Choose the view of a class&apos;s evidence first</source>
        <translation>먼저 클래스의 근거 보기를 고르십시오</translation>
    </message>
    <message>
        <source>Maps as lar&amp;ge as possible</source>
        <translation>맵을 최대한 크게(&amp;G)</translation>
    </message>
    <message>
        <source>Put the drawing of the network and the scores away, and bring them back</source>
        <translation>네트워크 그림과 점수를 숨기거나 다시 표시합니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::InspectPage</name>
    <message>
        <source>Inspect</source>
        <translation>분석</translation>
    </message>
    <message>
        <source>Scores, changes of the clip, and cuts</source>
        <translation>점수, 클립 변형, 차단</translation>
    </message>
    <message>
        <source>Moments (*.handscope-moment)</source>
        <translation>시점 (*.handscope-moment)</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>이미지 저장</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>이미지 (*.png)</translation>
    </message>
    <message>
        <source>Save the tap</source>
        <translation>탭 저장</translation>
    </message>
    <message>
        <source>NumPy arrays (*.npy)</source>
        <translation>NumPy 배열 (*.npy)</translation>
    </message>
    <message>
        <source>Save the video</source>
        <translation>비디오 저장</translation>
    </message>
    <message>
        <source>Videos (*.mp4)</source>
        <translation>비디오 (*.mp4)</translation>
    </message>
    <message>
        <source>Save the moment</source>
        <translation>시점 저장</translation>
    </message>
    <message>
        <source>Open a moment</source>
        <translation>시점 열기</translation>
    </message>
    <message>
        <source>Save the evidence</source>
        <translation>근거 저장</translation>
    </message>
</context>
<context>
    <name>handscope::ui::InspectStatus</name>
    <message>
        <source>Remark</source>
        <translation>알림</translation>
    </message>
    <message>
        <source>What is being done</source>
        <translation>진행 중인 작업</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행률</translation>
    </message>
    <message>
        <source>How much of it is done</source>
        <translation>작업이 진행된 정도입니다</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Stop this; nothing half done is left</source>
        <translation>작업을 중단합니다. 만들다 만 파일은 남지 않습니다</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Write what is shown to a file, or open a moment that was saved</source>
        <translation>표시된 것을 파일로 저장하거나 저장한 시점을 엽니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::LabelEditor</name>
    <message>
        <source>Label</source>
        <translation>레이블</translation>
    </message>
    <message>
        <source>Type a part of a label; Enter takes the first that is listed</source>
        <translation>레이블의 일부를 입력하십시오. Enter 키를 누르면 목록의 첫 항목을 사용합니다</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>레이블 목록</translation>
    </message>
</context>
<context>
    <name>handscope::ui::LimitFields</name>
    <message>
        <source>Lower end of the colours</source>
        <translation>색상의 아래쪽 끝</translation>
    </message>
    <message>
        <source>The value of the first colour. What is typed holds for every tap, until the scaling is chosen anew</source>
        <translation>첫 색상이 나타내는 값입니다. 입력한 값은 값 범위를 다시 선택할 때까지 모든 탭에 적용됩니다</translation>
    </message>
    <message>
        <source>Upper end of the colours</source>
        <translation>색상의 위쪽 끝</translation>
    </message>
    <message>
        <source>The value of the last colour. What is typed holds for every tap, until the scaling is chosen anew</source>
        <translation>마지막 색상이 나타내는 값입니다. 입력한 값은 값 범위를 다시 선택할 때까지 모든 탭에 적용됩니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ListingView</name>
    <message>
        <source>What is being added</source>
        <translation>추가하고 있는 항목</translation>
    </message>
    <message>
        <source>Looking for recordings</source>
        <translation>녹화 영상 찾는 중</translation>
    </message>
    <message>
        <source>Folders are being looked through</source>
        <translation>폴더를 살펴보고 있습니다</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Cancel adding</source>
        <translation>추가 취소</translation>
    </message>
    <message>
        <source>Stop looking; nothing more is added</source>
        <translation>찾기를 멈춥니다. 더 추가하지 않습니다</translation>
    </message>
    <message numerus="yes">
        <source>Adding: %n file(s) looked at</source>
        <translation>
            <numerusform>추가 중: 파일 %n개 확인함</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>handscope::ui::LiveDocks</name>
    <message>
        <source>Show or hide this panel</source>
        <translation>이 패널을 표시하거나 숨깁니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::MainWindow</name>
    <message>
        <source>Handscope</source>
        <translation>Handscope</translation>
    </message>
    <message>
        <source>Space plays and pauses; a file can be dropped here</source>
        <translation>Space 키로 재생하고 일시 정지합니다. 파일을 여기에 끌어다 놓을 수 있습니다</translation>
    </message>
    <message>
        <source>No video yet.

Open one with Ctrl+O, choose a camera with Ctrl+D, or drop a file here.</source>
        <translation>아직 비디오가 없습니다.

Ctrl+O로 비디오를 열거나, Ctrl+D로 카메라를 선택하거나, 파일을 여기에 끌어다 놓으십시오.</translation>
    </message>
    <message>
        <source>Feature map</source>
        <translation>특징 맵</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>예측</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>이벤트</translation>
    </message>
    <message>
        <source>Scores of the last minute</source>
        <translation>최근 1분간의 점수</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>통계</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Gestures</source>
        <translation>제스처</translation>
    </message>
    <message>
        <source>Camera check</source>
        <translation>카메라 점검</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>도구</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>This source cannot go back to an earlier moment.</source>
        <translation>이 소스는 이전 시점으로 돌아갈 수 없습니다.</translation>
    </message>
    <message>
        <source>%1 – Handscope</source>
        <translation>%1 – Handscope</translation>
    </message>
    <message>
        <source>Export map</source>
        <translation>맵 내보내기</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG 이미지 (*.png)</translation>
    </message>
    <message>
        <source>Record into a folder</source>
        <translation>녹화할 폴더 선택</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>모든 페이지</translation>
    </message>
    <message>
        <source>On the live page</source>
        <translation>실시간 페이지</translation>
    </message>
    <message>
        <source>On the inspect page</source>
        <translation>분석 페이지</translation>
    </message>
    <message>
        <source>On the page of recordings</source>
        <translation>녹화 영상 페이지</translation>
    </message>
    <message>
        <source>On the drawing of the network</source>
        <translation>네트워크 그림에서</translation>
    </message>
    <message>
        <source>On the strip of time</source>
        <translation>시간 띠에서</translation>
    </message>
    <message>
        <source>On the segments in time</source>
        <translation>구간 타임라인에서</translation>
    </message>
    <message>
        <source>On the thresholds of gestures</source>
        <translation>제스처별 임계값에서</translation>
    </message>
    <message>
        <source>On events, trials and recordings</source>
        <translation>이벤트, 시험, 녹화 영상 목록에서</translation>
    </message>
    <message>
        <source>The preferences hold from the next start on.</source>
        <translation>환경 설정은 다음에 시작할 때부터 적용됩니다.</translation>
    </message>
    <message>
        <source>Importing the profile %1 …</source>
        <translation>프로필 %1 가져오는 중…</translation>
    </message>
    <message>
        <source>On a map</source>
        <translation>맵에서</translation>
    </message>
    <message>
        <source>On the grid of channels</source>
        <translation>채널 격자에서</translation>
    </message>
    <message>
        <source>On the live and the inspect page</source>
        <translation>라이브 및 분석 페이지에서</translation>
    </message>
</context>
<context>
    <name>handscope::ui::MapCell</name>
    <message>
        <source>Row %1, column %2: %3</source>
        <translation>행 %1, 열 %2: %3</translation>
    </message>
    <message>
        <source>t = %1, %2 s</source>
        <translation>t = %1, %2초</translation>
    </message>
</context>
<context>
    <name>handscope::ui::MapColumn</name>
    <message>
        <source>What the picture shows</source>
        <translation>그림이 보여 주는 것</translation>
    </message>
    <message>
        <source>Value that is pointed at</source>
        <translation>가리키는 곳의 값</translation>
    </message>
    <message>
        <source>Point at the map to read its values, or press Shift and an arrow key</source>
        <translation>맵을 가리키거나 Shift와 화살표 키를 누르면 값을 읽을 수 있습니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::MapControls</name>
    <message>
        <source>Block input</source>
        <translation>블록 입력</translation>
    </message>
    <message>
        <source>Block output</source>
        <translation>블록 출력</translation>
    </message>
    <message>
        <source>Map alone</source>
        <translation>맵만 표시</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>부드럽게</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>블록</translation>
    </message>
    <message>
        <source>The block of the network to look into</source>
        <translation>들여다볼 네트워크 블록입니다</translation>
    </message>
    <message>
        <source>Tap</source>
        <translation>탭</translation>
    </message>
    <message>
        <source>Where in the block: its input, CSTM, CMM or its output</source>
        <translation>블록 안의 위치입니다: 입력, CSTM, CMM 또는 출력</translation>
    </message>
    <message>
        <source>Frame of the window</source>
        <translation>윈도우의 프레임</translation>
    </message>
    <message>
        <source>Which of the window&apos;s frames to show, the first to the last</source>
        <translation>윈도우의 첫 프레임부터 마지막 프레임까지 가운데 표시할 프레임입니다</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>색상 맵</translation>
    </message>
    <message>
        <source>How values become colours. Automatic: viridis, and diverging about zero for CMM</source>
        <translation>값을 색으로 바꾸는 방법입니다. 자동: Viridis, CMM은 0을 중심으로 한 발산형</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>값 범위</translation>
    </message>
    <message>
        <source>Which values the ends of the colour bar stand for</source>
        <translation>색상 막대의 양 끝이 나타내는 값을 정합니다</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>One channel, or the mean over all</source>
        <translation>채널 하나 또는 전체 평균</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>불투명도</translation>
    </message>
    <message>
        <source>How strongly the map covers the picture</source>
        <translation>맵이 영상을 덮는 정도입니다</translation>
    </message>
    <message>
        <source>Show the map without the picture</source>
        <translation>영상 없이 맵만 표시합니다</translation>
    </message>
    <message>
        <source>Blend between the map&apos;s cells</source>
        <translation>맵의 칸 사이를 부드럽게 잇습니다</translation>
    </message>
    <message>
        <source>Auto colours</source>
        <translation>색상 자동</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Inferno</source>
        <translation>Inferno</translation>
    </message>
    <message>
        <source>Turbo</source>
        <translation>Turbo</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>회색조</translation>
    </message>
    <message>
        <source>Diverging</source>
        <translation>발산형</translation>
    </message>
    <message>
        <source>Scale by map</source>
        <translation>맵별 범위</translation>
    </message>
    <message>
        <source>Scale by window</source>
        <translation>윈도우별 범위</translation>
    </message>
    <message>
        <source>Scale fixed</source>
        <translation>범위 고정</translation>
    </message>
    <message>
        <source>Each map has its own range</source>
        <translation>맵마다 범위를 따로 정합니다</translation>
    </message>
    <message>
        <source>One range for all frames of the window</source>
        <translation>윈도우의 모든 프레임에 같은 범위를 사용합니다</translation>
    </message>
    <message>
        <source>All channels</source>
        <translation>모든 채널</translation>
    </message>
    <message>
        <source>Channel </source>
        <translation>채널 </translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Stage %1</source>
        <translation>스테이지 %1</translation>
    </message>
    <message>
        <source>t = %1 / %2</source>
        <translation>t = %1 / %2</translation>
    </message>
    <message>
        <source>The range stays as it is now, or as it is typed</source>
        <translation>현재 범위 또는 입력한 범위를 그대로 유지합니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::MapPanel</name>
    <message>
        <source>Why there is no map</source>
        <translation>맵이 없는 이유</translation>
    </message>
    <message>
        <source>No model is open, so there is no feature map.</source>
        <translation>열린 모델이 없어 특징 맵이 없습니다.</translation>
    </message>
    <message>
        <source>Open a model with File › Open model…</source>
        <translation>모델을 여십시오: 파일 › 모델 열기…</translation>
    </message>
    <message>
        <source>%1, t = %2 / %3, %4</source>
        <translation>%1, t = %2 / %3, %4</translation>
    </message>
    <message>
        <source>Feature map</source>
        <translation>특징 맵</translation>
    </message>
</context>
<context>
    <name>handscope::ui::MapStage</name>
    <message>
        <source>%1 · %2, %3</source>
        <translation>%1 · %2, %3</translation>
    </message>
    <message>
        <source>Maps of the frames</source>
        <translation>프레임별 맵</translation>
    </message>
    <message>
        <source>Map A</source>
        <translation>맵 A</translation>
    </message>
    <message>
        <source>Map B</source>
        <translation>맵 B</translation>
    </message>
    <message>
        <source>Difference of the maps</source>
        <translation>맵의 차이</translation>
    </message>
    <message>
        <source>Evidence in the frames</source>
        <translation>프레임별 근거</translation>
    </message>
    <message>
        <source>Why there is no map</source>
        <translation>맵이 없는 이유</translation>
    </message>
    <message>
        <source>No model is open, so there is no feature map.</source>
        <translation>열린 모델이 없어 특징 맵이 없습니다.</translation>
    </message>
    <message>
        <source>Open a model with File › Open model…</source>
        <translation>모델을 여십시오: 파일 › 모델 열기…</translation>
    </message>
    <message>
        <source>Nothing is pinned yet. Go to the moment to compare with and press Pin.</source>
        <translation>아직 고정한 시점이 없습니다. 비교할 시점으로 가서 고정을 누르십시오.</translation>
    </message>
    <message>
        <source>The map appears with the first window of video.</source>
        <translation>비디오의 첫 윈도우가 나오면 맵이 표시됩니다.</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>A − B</source>
        <translation>A − B</translation>
    </message>
    <message>
        <source>A − B · %1</source>
        <translation>A − B · %1</translation>
    </message>
    <message>
        <source>%1: logit %2, probability %3 %</source>
        <translation>%1: 로짓 %2, 확률 %3%</translation>
    </message>
    <message>
        <source>The mean of the maps, over all frames and places, plus the bias of the class is its logit. Values above zero speak for the class, those below against it.</source>
        <translation>모든 프레임과 위치에서 맵의 평균을 내고 클래스의 편향을 더하면 로짓이 됩니다. 0보다 큰 값은 그 클래스의 근거이고, 작은 값은 반대 근거입니다.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::MapView</name>
    <message>
        <source>Feature map</source>
        <translation>특징 맵</translation>
    </message>
    <message>
        <source>The map appears with the first window of video.</source>
        <translation>비디오의 첫 윈도우가 나오면 맵이 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::NetworkMenu</name>
    <message>
        <source>&amp;Look at %1</source>
        <translation>%1 보기(&amp;L)</translation>
    </message>
    <message>
        <source>Restore the whole &amp;branch</source>
        <translation>브랜치 전체 복원(&amp;B)</translation>
    </message>
    <message>
        <source>Cut the whole &amp;branch (only the shortcut passes)</source>
        <translation>브랜치 전체 차단(숏컷만 통과)(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Restore %1</source>
        <translation>%1 복원(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Cut %1</source>
        <translation>%1 차단(&amp;C)</translation>
    </message>
</context>
<context>
    <name>handscope::ui::NetworkPainter</name>
    <message>
        <source>stage %1</source>
        <translation>스테이지 %1</translation>
    </message>
    <message>
        <source>%1 · 1 block</source>
        <translation>%1 · 블록 1개</translation>
    </message>
    <message>
        <source>%1 · %2 blocks</source>
        <translation>%1 · 블록 %2개</translation>
    </message>
    <message>
        <source>conv1,
pool</source>
        <translation>conv1,
풀링</translation>
    </message>
    <message>
        <source>mean,
fc →
classes</source>
        <translation>평균, fc
→ 클래스</translation>
    </message>
    <message>
        <source>In</source>
        <translation>입력</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>출력</translation>
    </message>
</context>
<context>
    <name>handscope::ui::NetworkPicture</name>
    <message>
        <source>picked</source>
        <translation>선택됨</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>차단됨</translation>
    </message>
    <message>
        <source>branch cut: only the shortcut passes</source>
        <translation>브랜치 차단: 숏컷만 통과</translation>
    </message>
    <message>
        <source>1 channel cut</source>
        <translation>채널 1개 차단됨</translation>
    </message>
    <message>
        <source>%1 channels cut</source>
        <translation>채널 %1개 차단됨</translation>
    </message>
</context>
<context>
    <name>handscope::ui::NetworkText</name>
    <message>
        <source>branch</source>
        <translation>브랜치</translation>
    </message>
    <message>
        <source>%1, channel %2</source>
        <translation>%1, 채널 %2</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>Reversed</source>
        <translation>역순</translation>
    </message>
    <message>
        <source>Mirrored</source>
        <translation>좌우 반전</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>정지 화면</translation>
    </message>
    <message>
        <source>Shuffled</source>
        <translation>순서 섞기</translation>
    </message>
    <message>
        <source>with 1 cut</source>
        <translation>차단 1개</translation>
    </message>
    <message>
        <source>with %1 cuts</source>
        <translation>차단 %1개</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>handscope::ui::NetworkView</name>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Click a node to look at its map; right-click to cut a module out of the network</source>
        <translation>노드를 클릭하면 맵을 표시하고, 오른쪽 클릭으로 모듈을 네트워크에서 차단합니다</translation>
    </message>
    <message>
        <source>The network is drawn here once a model is open whose maps can be read.</source>
        <translation>맵을 읽을 수 있는 모델을 열면 여기에 네트워크를 그립니다.</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>네트워크 없음</translation>
    </message>
    <message>
        <source>No map is picked</source>
        <translation>선택한 맵이 없습니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::OutputFilesMenu</name>
    <message>
        <source>Also &amp;write</source>
        <translation>함께 쓰기(&amp;W)</translation>
    </message>
    <message>
        <source>What is written beside the JSON file of each recording and the table of all</source>
        <translation>녹화별 JSON 파일과 전체 표 외에 함께 쓰는 것</translation>
    </message>
    <message>
        <source>&amp;Scores of every window</source>
        <translation>모든 창의 점수(&amp;S)</translation>
    </message>
    <message>
        <source>A table NAME.scores.csv for each recording</source>
        <translation>녹화마다 NAME.scores.csv 표</translation>
    </message>
    <message>
        <source>&amp;WebVTT subtitles</source>
        <translation>WebVTT 자막(&amp;W)</translation>
    </message>
    <message>
        <source>For players and browsers</source>
        <translation>재생기와 브라우저용</translation>
    </message>
    <message>
        <source>S&amp;RT subtitles</source>
        <translation>SRT 자막(&amp;R)</translation>
    </message>
    <message>
        <source>For players</source>
        <translation>재생기용</translation>
    </message>
    <message>
        <source>&amp;ELAN annotations</source>
        <translation>ELAN 주석(&amp;E)</translation>
    </message>
    <message>
        <source>To be opened in ELAN</source>
        <translation>ELAN에서 열기</translation>
    </message>
    <message>
        <source>Activity&amp;Net</source>
        <translation>ActivityNet(&amp;N)</translation>
    </message>
    <message>
        <source>One JSON file over all, in the form of that data set</source>
        <translation>그 데이터셋 형식의 전체 JSON 파일 하나</translation>
    </message>
    <message>
        <source>&amp;Jester list</source>
        <translation>Jester 목록(&amp;J)</translation>
    </message>
    <message>
        <source>One list over all, with a label for each recording</source>
        <translation>녹화마다 레이블 하나를 담은 전체 목록</translation>
    </message>
</context>
<context>
    <name>handscope::ui::PageAction</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>handscope::ui::PercentText</name>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
</context>
<context>
    <name>handscope::ui::PlaybackBar</name>
    <message>
        <source>Position</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Drag or click to go to a moment of the video</source>
        <translation>끌거나 클릭하면 비디오의 그 시점으로 이동합니다</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Position and length of the video</source>
        <translation>비디오의 위치와 길이</translation>
    </message>
    <message>
        <source>Live: it sets its own pace, so there is nothing to seek in</source>
        <translation>실시간 소스는 스스로 진행하므로 이동할 수 없습니다</translation>
    </message>
    <message>
        <source>This source cannot be moved in</source>
        <translation>이 소스에서는 이동할 수 없습니다</translation>
    </message>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>handscope::ui::PredictionPanel</name>
    <message>
        <source>Recognised gesture</source>
        <translation>인식된 제스처</translation>
    </message>
    <message>
        <source>The gesture that is being shown; a dash when none is</source>
        <translation>표시 중인 제스처입니다. 없으면 줄표를 표시합니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::PreferencesDialog</name>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>창에 표시할 언어입니다</translation>
    </message>
    <message>
        <source>Network runs on</source>
        <translation>네트워크 실행 장치</translation>
    </message>
    <message>
        <source>The processor that computes the network</source>
        <translation>네트워크를 계산하는 장치입니다</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>정밀도</translation>
    </message>
    <message>
        <source>Ask about the mirror image too (flip test)</source>
        <translation>거울상도 함께 묻기 (플립 테스트)</translation>
    </message>
    <message>
        <source>Of models whose files say so. Left and right are swapped back and the mean is taken: better answers, in twice the time</source>
        <translation>모델 파일이 그렇게 정한 경우에 좌우를 되돌려 평균을 냅니다. 더 정확하지만 시간이 두 배 걸립니다</translation>
    </message>
    <message>
        <source>Of the network&apos;s numbers; fewer bits are faster</source>
        <translation>네트워크가 쓰는 수의 정밀도입니다. 비트가 적을수록 빠릅니다</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>환경 설정</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>시스템 설정</translation>
    </message>
    <message>
        <source>A GPU where there is one</source>
        <translation>GPU가 있으면 GPU</translation>
    </message>
    <message>
        <source>The CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>The GPU (CUDA)</source>
        <translation>GPU(CUDA)</translation>
    </message>
    <message>
        <source>The fastest</source>
        <translation>가장 빠른 것</translation>
    </message>
    <message>
        <source>Threads of the network</source>
        <translation>네트워크 스레드 수</translation>
    </message>
    <message>
        <source>How many processors the network may use at once</source>
        <translation>네트워크가 동시에 쓸 수 있는 프로세서 수입니다</translation>
    </message>
    <message>
        <source>All processors</source>
        <translation>모든 프로세서</translation>
    </message>
    <message>
        <source>These hold from the next start on. What an option of the command line says goes before them.</source>
        <translation>다음에 시작할 때부터 적용됩니다. 명령줄 옵션이 우선합니다.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Keep these for the next start</source>
        <translation>다음 시작을 위해 저장합니다</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close without a change</source>
        <translation>변경하지 않고 닫습니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ProbePanel</name>
    <message>
        <source>What is done to the frames</source>
        <translation>프레임 변형</translation>
    </message>
    <message>
        <source>The frames as they were recorded</source>
        <translation>녹화된 그대로의 프레임입니다</translation>
    </message>
    <message>
        <source>The last frame first: a swipe reversed should become its opposite</source>
        <translation>마지막 프레임부터: 스와이프를 거꾸로 하면 반대 방향이 되어야 합니다</translation>
    </message>
    <message>
        <source>Left and right exchanged: a swipe to the left should become one to the right</source>
        <translation>왼쪽과 오른쪽 교환: 왼쪽 스와이프는 오른쪽 스와이프가 되어야 합니다</translation>
    </message>
    <message>
        <source>The middle frame all the time: without motion, what is left is what the network knows from the look of the hand alone</source>
        <translation>가운데 프레임만 계속: 움직임을 없애면 네트워크가 손의 모양만으로 아는 것이 남습니다</translation>
    </message>
    <message>
        <source>The same frames in another order: a gesture that keeps its score does not depend on how it moves</source>
        <translation>같은 프레임을 다른 순서로: 점수가 그대로인 제스처는 움직임에 의존하지 않습니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ProblemBanner</name>
    <message>
        <source>Problem</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>발생한 문제</translation>
    </message>
    <message>
        <source>What was expected and what to do</source>
        <translation>필요한 조건과 해결 방법</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>이 메시지를 닫습니다</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ProfileBar</name>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>프로필</translation>
    </message>
    <message>
        <source>More about profiles</source>
        <translation>프로필 더 보기</translation>
    </message>
    <message>
        <source>Save under another name, rename, delete, import and export</source>
        <translation>다른 이름으로 저장, 이름 바꾸기, 삭제, 가져오기, 내보내기</translation>
    </message>
    <message>
        <source>Save as …</source>
        <translation>다른 이름으로 저장…</translation>
    </message>
    <message>
        <source>Keep the values under another name</source>
        <translation>값을 다른 이름으로 보관합니다</translation>
    </message>
    <message>
        <source>Back to saved</source>
        <translation>저장된 값으로</translation>
    </message>
    <message>
        <source>Give up what was changed</source>
        <translation>변경한 내용을 버립니다</translation>
    </message>
    <message>
        <source>Rename …</source>
        <translation>이름 바꾸기…</translation>
    </message>
    <message>
        <source>Give this profile another name</source>
        <translation>이 프로필의 이름을 바꿉니다</translation>
    </message>
    <message>
        <source>Delete …</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Delete this profile, after a question</source>
        <translation>확인을 거쳐 이 프로필을 삭제합니다</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>가져오기…</translation>
    </message>
    <message>
        <source>Add a profile from a file</source>
        <translation>파일에서 프로필을 추가합니다</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Write the values to a file, to pass on or for the command line</source>
        <translation>다른 사람에게 주거나 명령줄에서 쓸 수 있도록 값을 파일로 저장합니다</translation>
    </message>
    <message>
        <source>%1 (changed)</source>
        <translation>%1 (변경됨)</translation>
    </message>
    <message>
        <source>%1, with changes that are not saved</source>
        <translation>%1, 저장하지 않은 변경이 있습니다</translation>
    </message>
    <message>
        <source>Nothing is changed</source>
        <translation>변경한 내용이 없습니다</translation>
    </message>
    <message>
        <source>Save the values under a name of your own</source>
        <translation>값을 원하는 이름으로 저장합니다</translation>
    </message>
    <message>
        <source>Save the values in %1</source>
        <translation>값을 %1에 저장합니다</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>%1 이름 바꾸기</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>다른 이름으로 저장</translation>
    </message>
    <message>
        <source>Delete a profile</source>
        <translation>프로필 삭제</translation>
    </message>
    <message>
        <source>Delete the profile “%1”?</source>
        <translation>프로필 “%1”을(를) 삭제할까요?</translation>
    </message>
    <message>
        <source>It cannot be brought back. Export it first to keep a copy.</source>
        <translation>되돌릴 수 없습니다. 사본을 보관하려면 먼저 내보내십시오.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>유지</translation>
    </message>
    <message>
        <source>Import a profile</source>
        <translation>프로필 가져오기</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>%1 내보내기</translation>
    </message>
    <message>
        <source>Profiles (*.json);;All files (*)</source>
        <translation>프로필 (*.json);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>The profile in use: values under a name. Changes that are not saved stay with their profile, also from one start to the next.</source>
        <translation>사용 중인 프로필입니다. 프로필은 이름을 붙인 값의 모음입니다. 저장하지 않은 변경은 프로그램을 다시 시작해도 해당 프로필에 남습니다.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ProfileNameDialog</name>
    <message>
        <source>Name of the profile</source>
        <translation>프로필 이름</translation>
    </message>
    <message>
        <source>A name that no other profile has</source>
        <translation>다른 프로필이 쓰지 않는 이름이어야 합니다</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close without a change</source>
        <translation>변경하지 않고 닫습니다</translation>
    </message>
    <message>
        <source>Type a name</source>
        <translation>이름을 입력하십시오</translation>
    </message>
    <message>
        <source>A profile has this name already</source>
        <translation>같은 이름의 프로필이 이미 있습니다</translation>
    </message>
    <message>
        <source>Save under this name</source>
        <translation>이 이름으로 저장합니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::QueueActions</name>
    <message>
        <source>Add &amp;files…</source>
        <translation>파일 추가(&amp;F)…</translation>
    </message>
    <message>
        <source>Add videos to the queue; they can be dropped here, too</source>
        <translation>대기열에 비디오를 추가합니다. 여기에 끌어다 놓아도 됩니다</translation>
    </message>
    <message>
        <source>Add folde&amp;r…</source>
        <translation>폴더 추가(&amp;R)…</translation>
    </message>
    <message>
        <source>Add all videos of a folder to the queue</source>
        <translation>폴더의 모든 비디오를 대기열에 추가합니다</translation>
    </message>
    <message>
        <source>Ctrl+Shift+O</source>
        <translation>Ctrl+Shift+O</translation>
    </message>
    <message>
        <source>O&amp;utput folder…</source>
        <translation>출력 폴더(&amp;U)…</translation>
    </message>
    <message>
        <source>Choose where the labels are written</source>
        <translation>레이블을 저장할 위치를 선택합니다</translation>
    </message>
    <message>
        <source>Ctrl+Shift+S</source>
        <translation>Ctrl+Shift+S</translation>
    </message>
    <message>
        <source>Star&amp;t labelling</source>
        <translation>레이블링 시작(&amp;T)</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Label the recordings that wait</source>
        <translation>대기 중인 녹화 영상을 레이블링합니다</translation>
    </message>
    <message>
        <source>&amp;Cancel labelling</source>
        <translation>레이블링 취소(&amp;C)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Shift+F5</source>
        <translation>Shift+F5</translation>
    </message>
    <message>
        <source>Take the recordings that have ended off the list; their labels stay where they are</source>
        <translation>끝난 녹화 영상을 목록에서 뺍니다. 레이블 파일은 그대로 남습니다</translation>
    </message>
    <message>
        <source>Cancel selected</source>
        <translation>선택 항목 취소</translation>
    </message>
    <message>
        <source>Do not label the selected recordings</source>
        <translation>선택한 녹화 영상을 레이블링하지 않습니다</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>The queue is being labelled already</source>
        <translation>이미 대기열을 레이블링하고 있습니다</translation>
    </message>
    <message>
        <source>Add recordings first: none waits to be labelled</source>
        <translation>먼저 녹화 영상을 추가하십시오. 레이블링을 기다리는 것이 없습니다</translation>
    </message>
    <message>
        <source>Choose an output folder first</source>
        <translation>먼저 출력 폴더를 선택하십시오</translation>
    </message>
    <message>
        <source>Nothing is being labelled</source>
        <translation>진행 중인 레이블링이 없습니다</translation>
    </message>
    <message>
        <source>No recording has ended yet</source>
        <translation>아직 끝난 녹화 영상이 없습니다</translation>
    </message>
    <message>
        <source>Select recordings that run or wait first</source>
        <translation>먼저 진행 중이거나 대기 중인 녹화 영상을 선택하십시오</translation>
    </message>
    <message>
        <source>Clear &amp;ended</source>
        <translation>끝난 항목 지우기(&amp;E)</translation>
    </message>
    <message>
        <source>Label again</source>
        <translation>다시 레이블링</translation>
    </message>
    <message>
        <source>Select recordings that have ended first</source>
        <translation>먼저 끝난 녹화 영상을 선택하십시오</translation>
    </message>
    <message>
        <source>Put the selected recordings back into the queue: their labels are made anew, with the model and the settings of now</source>
        <translation>선택한 녹화 영상을 대기열에 다시 넣습니다. 현재 모델과 설정으로 레이블을 새로 만듭니다</translation>
    </message>
    <message>
        <source>Stop labelling: what is done stays done, and Start goes on with the rest</source>
        <translation>레이블링을 중단합니다. 끝난 것은 그대로 남고 시작을 누르면 나머지를 이어서 합니다</translation>
    </message>
    <message>
        <source>None waits to be labelled: select what was cancelled and choose Label again, or add recordings</source>
        <translation>레이블링을 기다리는 것이 없습니다. 취소된 항목을 선택하고 다시 레이블링을 누르거나 녹화 영상을 추가하십시오</translation>
    </message>
</context>
<context>
    <name>handscope::ui::QueuePanel</name>
    <message>
        <source>This recording waits: it can be reviewed once it is labelled.</source>
        <translation>이 녹화 영상은 대기 중입니다. 레이블링이 끝나면 검토할 수 있습니다.</translation>
    </message>
    <message>
        <source>This recording is being labelled.</source>
        <translation>이 녹화 영상을 레이블링하고 있습니다.</translation>
    </message>
    <message>
        <source>It could not be labelled. %1</source>
        <translation>레이블링하지 못했습니다. %1</translation>
    </message>
    <message>
        <source>Filter by name</source>
        <translation>이름으로 거르기</translation>
    </message>
    <message>
        <source>List only recordings with this in their name</source>
        <translation>이름에 이 글자가 들어 있는 녹화 영상만 표시합니다</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>필터 지우기</translation>
    </message>
    <message>
        <source>List all names</source>
        <translation>모든 이름을 표시합니다</translation>
    </message>
    <message>
        <source>Filter by state</source>
        <translation>상태로 거르기</translation>
    </message>
    <message>
        <source>List only recordings in this state</source>
        <translation>이 상태의 녹화 영상만 표시합니다</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>모든 상태</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>검토 필요</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>Output folder</source>
        <translation>출력 폴더</translation>
    </message>
    <message>
        <source>About the selected recording</source>
        <translation>선택한 녹화 영상 정보</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>출력</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>녹화 영상</translation>
    </message>
    <message>
        <source>Labelling</source>
        <translation>레이블링</translation>
    </message>
    <message>
        <source>Not chosen yet</source>
        <translation>아직 선택하지 않음</translation>
    </message>
    <message>
        <source>The labels need a folder to be written to</source>
        <translation>레이블을 저장할 폴더가 필요합니다</translation>
    </message>
    <message>
        <source>No recording passes the filter.</source>
        <translation>필터와 일치하는 녹화 영상이 없습니다.</translation>
    </message>
    <message>
        <source>No recordings yet.

Add videos or a whole folder with the buttons above, or drop them here. Then choose an output folder and press Start.</source>
        <translation>아직 녹화 영상이 없습니다.

위의 단추로 비디오나 폴더 전체를 추가하거나 여기에 끌어다 놓으십시오. 그런 다음 출력 폴더를 선택하고 시작을 누르십시오.</translation>
    </message>
    <message>
        <source>Also write</source>
        <translation>함께 쓰기</translation>
    </message>
    <message>
        <source>It is labelled, but not as asked. %1</source>
        <translation>레이블은 있지만 요청한 대로 되지 않았습니다. %1</translation>
    </message>
    <message>
        <source>This recording was cancelled: Label again puts it back into the queue.</source>
        <translation>이 녹화 영상은 취소되었습니다. 다시 레이블링을 누르면 대기열에 다시 들어갑니다.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::QueueProgressView</name>
    <message>
        <source>time left not known yet</source>
        <translation>남은 시간 계산 중</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>%1초 남음</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>%1분 남음</translation>
    </message>
    <message>
        <source>%1 h %2 min left</source>
        <translation>%1시간 %2분 남음</translation>
    </message>
    <message>
        <source>%1 windows/s · %2 × real time · %3</source>
        <translation>초당 %1윈도우 · 실시간의 %2배 · %3</translation>
    </message>
    <message>
        <source>All of them are labelled</source>
        <translation>모두 레이블링했습니다</translation>
    </message>
    <message>
        <source>All have ended, %1 of them without labels</source>
        <translation>모두 끝났고, 그중 %1개는 레이블이 없습니다</translation>
    </message>
    <message>
        <source>Nothing is being labelled</source>
        <translation>진행 중인 레이블링이 없습니다</translation>
    </message>
    <message>
        <source>Progress of the queue</source>
        <translation>대기열 진행률</translation>
    </message>
    <message>
        <source>How many of the recordings have ended</source>
        <translation>처리가 끝난 녹화 영상의 수입니다</translation>
    </message>
    <message>
        <source>Speed and time left</source>
        <translation>속도와 남은 시간</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
</context>
<context>
    <name>handscope::ui::RecordingModel</name>
    <message>
        <source>Waiting</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>Reviewed</source>
        <translation>검토됨</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>%1
Waits to be labelled</source>
        <translation>%1
레이블링 대기 중입니다</translation>
    </message>
    <message>
        <source>%1
Is being labelled: %2</source>
        <translation>%1
레이블링 중입니다: %2</translation>
    </message>
    <message>
        <source>%1
%2 of its %3 segments are to be reviewed</source>
        <translation>%1
구간 %3개 중 %2개를 검토해야 합니다</translation>
    </message>
    <message>
        <source>%1
Could not be labelled. %2</source>
        <translation>%1
레이블링하지 못했습니다. %2</translation>
    </message>
    <message>
        <source>%1
Was cancelled</source>
        <translation>%1
취소되었습니다</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>녹화 영상</translation>
    </message>
    <message>
        <source>Sort by name</source>
        <translation>이름으로 정렬</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Sort by state</source>
        <translation>상태로 정렬</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>찾은 수</translation>
    </message>
    <message>
        <source>How many segments it has</source>
        <translation>찾은 구간의 수입니다</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>검토</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>점수 차</translation>
    </message>
    <message>
        <source>The lowest lead over the runner-up among the segments to review; sorted by it, the most doubtful recordings come first</source>
        <translation>검토할 구간 가운데 두 번째 후보와의 점수 차가 가장 작은 값입니다. 이 값으로 정렬하면 가장 불확실한 녹화 영상이 먼저 나옵니다</translation>
    </message>
    <message>
        <source>%1
Nothing was found in it; nobody has said yet that this is right</source>
        <translation>%1
아무것도 찾지 못했습니다. 이것이 맞는지 아직 아무도 확인하지 않았습니다</translation>
    </message>
    <message>
        <source>How many segments nobody has looked at yet; ?: nothing was found, which nobody has confirmed</source>
        <translation>아직 아무도 보지 않은 구간의 수. ?: 아무것도 찾지 못했고 아무도 확인하지 않음</translation>
    </message>
</context>
<context>
    <name>handscope::ui::RecordingTable</name>
    <message>
        <source>Recordings</source>
        <translation>녹화 영상</translation>
    </message>
    <message>
        <source>Click a recording, or press Enter on it, to review its segments</source>
        <translation>녹화 영상을 클릭하거나 Enter 키를 누르면 구간을 검토합니다</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>취소됨</translation>
    </message>
</context>
<context>
    <name>handscope::ui::RecordingsPage</name>
    <message>
        <source>Drop videos and folders here to add them to the queue</source>
        <translation>비디오나 폴더를 여기에 놓으면 대기열에 추가합니다</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>녹화 영상</translation>
    </message>
    <message>
        <source>Add videos</source>
        <translation>비디오 추가</translation>
    </message>
    <message>
        <source>Videos (*.mp4 *.m4v *.mkv *.webm *.mov *.avi *.mpg *.mpeg *.ts *.ogv *.wmv);;All files (*)</source>
        <translation>비디오 (*.mp4 *.m4v *.mkv *.webm *.mov *.avi *.mpg *.mpeg *.ts *.ogv *.wmv);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Add a folder of videos</source>
        <translation>비디오 폴더 추가</translation>
    </message>
    <message>
        <source>Choose a folder for the labels</source>
        <translation>레이블을 저장할 폴더 선택</translation>
    </message>
    <message>
        <source>No recording has been labelled yet</source>
        <translation>아직 레이블링된 녹화 영상이 없습니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ReviewActions</name>
    <message>
        <source>&amp;Accept and go on</source>
        <translation>승인하고 다음으로(&amp;A)</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>승인</translation>
    </message>
    <message>
        <source>Re&amp;label…</source>
        <translation>레이블 변경(&amp;L)…</translation>
    </message>
    <message>
        <source>Give the segment another label</source>
        <translation>구간의 레이블을 바꿉니다</translation>
    </message>
    <message>
        <source>&amp;Split at the playhead</source>
        <translation>재생 위치에서 분할(&amp;S)</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>분할</translation>
    </message>
    <message>
        <source>Cut the segment in two at the playhead</source>
        <translation>재생 위치에서 구간을 둘로 나눕니다</translation>
    </message>
    <message>
        <source>&amp;Merge with next</source>
        <translation>다음 구간과 병합(&amp;M)</translation>
    </message>
    <message>
        <source>Make one segment of this and the one after</source>
        <translation>이 구간과 다음 구간을 하나로 합칩니다</translation>
    </message>
    <message>
        <source>&amp;Delete segment</source>
        <translation>구간 삭제(&amp;D)</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>There is no gesture here: remove the segment</source>
        <translation>여기에는 제스처가 없습니다. 구간을 삭제합니다</translation>
    </message>
    <message>
        <source>Add se&amp;gment…</source>
        <translation>구간 추가(&amp;G)…</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>추가…</translation>
    </message>
    <message>
        <source>Add a segment at the playhead; or drag with Shift on the timeline</source>
        <translation>재생 위치에 구간을 추가합니다. 타임라인에서 Shift를 누른 채 끌어도 됩니다</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Ctrl+Z</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Z</source>
        <translation>Ctrl+Shift+Z</translation>
    </message>
    <message>
        <source>E&amp;xport corrected…</source>
        <translation>수정본 내보내기(&amp;X)…</translation>
    </message>
    <message>
        <source>Write the labels, as corrected, to files</source>
        <translation>수정한 레이블을 파일로 저장합니다</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Start a frame earlier</source>
        <translation>시작을 한 프레임 앞당기기</translation>
    </message>
    <message>
        <source>Let the segment start a frame earlier</source>
        <translation>구간의 시작을 한 프레임 앞당깁니다</translation>
    </message>
    <message>
        <source>[</source>
        <translation>[</translation>
    </message>
    <message>
        <source>Start a frame later</source>
        <translation>시작을 한 프레임 늦추기</translation>
    </message>
    <message>
        <source>Let the segment start a frame later</source>
        <translation>구간의 시작을 한 프레임 늦춥니다</translation>
    </message>
    <message>
        <source>]</source>
        <translation>]</translation>
    </message>
    <message>
        <source>End a frame earlier</source>
        <translation>끝을 한 프레임 앞당기기</translation>
    </message>
    <message>
        <source>Let the segment end a frame earlier</source>
        <translation>구간의 끝을 한 프레임 앞당깁니다</translation>
    </message>
    <message>
        <source>{</source>
        <translation>{</translation>
    </message>
    <message>
        <source>End a frame later</source>
        <translation>끝을 한 프레임 늦추기</translation>
    </message>
    <message>
        <source>Let the segment end a frame later</source>
        <translation>구간의 끝을 한 프레임 늦춥니다</translation>
    </message>
    <message>
        <source>}</source>
        <translation>}</translation>
    </message>
    <message>
        <source>&amp;Next segment</source>
        <translation>다음 구간(&amp;N)</translation>
    </message>
    <message>
        <source>Go to the next segment of the list</source>
        <translation>목록의 다음 구간으로 갑니다</translation>
    </message>
    <message>
        <source>&amp;Previous segment</source>
        <translation>이전 구간(&amp;P)</translation>
    </message>
    <message>
        <source>Go to the segment before in the list</source>
        <translation>목록의 이전 구간으로 갑니다</translation>
    </message>
    <message>
        <source>Next recording to review</source>
        <translation>다음 검토할 녹화 영상</translation>
    </message>
    <message>
        <source>Ctrl+PgDown</source>
        <translation>Ctrl+PgDown</translation>
    </message>
    <message>
        <source>Pre&amp;vious recording to review</source>
        <translation>이전 검토할 녹화 영상(&amp;V)</translation>
    </message>
    <message>
        <source>Ctrl+PgUp</source>
        <translation>Ctrl+PgUp</translation>
    </message>
    <message>
        <source>Pla&amp;y recording</source>
        <translation>녹화 영상 재생(&amp;Y)</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>L&amp;oop the segment</source>
        <translation>구간 반복(&amp;O)</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>반복</translation>
    </message>
    <message>
        <source>Play the selected segment again and again</source>
        <translation>선택한 구간을 반복하여 재생합니다</translation>
    </message>
    <message>
        <source>One frame &amp;back</source>
        <translation>한 프레임 뒤로(&amp;B)</translation>
    </message>
    <message>
        <source>Show the frame before</source>
        <translation>이전 프레임을 표시합니다</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>한 프레임 앞으로</translation>
    </message>
    <message>
        <source>Show the next frame</source>
        <translation>다음 프레임을 표시합니다</translation>
    </message>
    <message>
        <source>Zoom timeline in</source>
        <translation>타임라인 확대</translation>
    </message>
    <message>
        <source>+</source>
        <translation>+</translation>
    </message>
    <message>
        <source>Show less of the timeline, in more detail</source>
        <translation>타임라인의 더 좁은 범위를 자세히 표시합니다</translation>
    </message>
    <message>
        <source>=</source>
        <translation>=</translation>
    </message>
    <message>
        <source>Zoom timeline out</source>
        <translation>타임라인 축소</translation>
    </message>
    <message>
        <source>−</source>
        <translation>−</translation>
    </message>
    <message>
        <source>Show more of the timeline</source>
        <translation>타임라인의 더 넓은 범위를 표시합니다</translation>
    </message>
    <message>
        <source>-</source>
        <translation>-</translation>
    </message>
    <message>
        <source>Show the whole timeline</source>
        <translation>타임라인 전체 표시</translation>
    </message>
    <message>
        <source>All</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Show the whole recording on the timeline</source>
        <translation>타임라인에 녹화 영상 전체를 표시합니다</translation>
    </message>
    <message>
        <source>0</source>
        <translation>0</translation>
    </message>
    <message>
        <source>Open a recording first</source>
        <translation>먼저 녹화 영상을 여십시오</translation>
    </message>
    <message>
        <source>Select a segment first</source>
        <translation>먼저 구간을 선택하십시오</translation>
    </message>
    <message>
        <source>This recording has no segments</source>
        <translation>이 녹화 영상에는 구간이 없습니다</translation>
    </message>
    <message>
        <source>Move the playhead into the segment first</source>
        <translation>먼저 재생 위치를 구간 안으로 옮기십시오</translation>
    </message>
    <message>
        <source>No segment comes after this one</source>
        <translation>이 구간 뒤에 오는 구간이 없습니다</translation>
    </message>
    <message>
        <source>Pause recording</source>
        <translation>녹화 영상 일시 정지</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>Pause the recording</source>
        <translation>녹화 영상을 일시 정지합니다</translation>
    </message>
    <message>
        <source>Play the recording</source>
        <translation>녹화 영상을 재생합니다</translation>
    </message>
    <message>
        <source>Take the last change back</source>
        <translation>마지막 변경을 취소합니다</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>실행 취소: %1</translation>
    </message>
    <message>
        <source>There is nothing to undo</source>
        <translation>취소할 내용이 없습니다</translation>
    </message>
    <message>
        <source>Make the change again that was taken back</source>
        <translation>취소한 변경을 다시 적용합니다</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>다시 실행: %1</translation>
    </message>
    <message>
        <source>There is nothing to redo</source>
        <translation>다시 실행할 내용이 없습니다</translation>
    </message>
    <message>
        <source>Cancel e&amp;xport (%1 %)</source>
        <translation>내보내기 취소 (%1 %)(&amp;X)</translation>
    </message>
    <message>
        <source>Stop writing; what is written stays</source>
        <translation>쓰기를 멈춥니다. 이미 쓴 것은 남습니다</translation>
    </message>
    <message>
        <source>Accept all that is left</source>
        <translation>나머지 모두 승인</translation>
    </message>
    <message>
        <source>Accept all</source>
        <translation>모두 승인</translation>
    </message>
    <message>
        <source>All that nobody has looked at yet is right, and there is nothing else in the recording</source>
        <translation>아직 검토하지 않은 구간이 모두 맞고 녹화 영상에 다른 제스처가 없습니다</translation>
    </message>
    <message>
        <source>Shift+A</source>
        <translation>Shift+A</translation>
    </message>
    <message>
        <source>The segment is right: go on to the next doubtful one, and after the last one to the next recording</source>
        <translation>이 구간이 맞습니다. 다음으로 의심스러운 구간으로, 마지막 구간 뒤에는 다음 녹화 영상으로 이동합니다</translation>
    </message>
    <message>
        <source>Show in &amp;Inspect</source>
        <translation>분석에서 보기(&amp;I)</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>분석</translation>
    </message>
    <message>
        <source>See what the network saw: the frames, scores and maps when the gesture fired, or at the playhead</source>
        <translation>네트워크가 본 것 보기: 제스처가 발생한 순간 또는 재생 위치의 프레임, 점수, 맵</translation>
    </message>
    <message>
        <source>Open the next recording that nobody has reviewed</source>
        <translation>아직 아무도 검토하지 않은 다음 녹화 영상을 엽니다</translation>
    </message>
    <message>
        <source>Open the recording before that nobody has reviewed</source>
        <translation>아직 아무도 검토하지 않은 이전 녹화 영상을 엽니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ReviewPanel</name>
    <message>
        <source>Video of the recording</source>
        <translation>녹화 영상의 화면</translation>
    </message>
    <message>
        <source>Space plays and pauses, Left and Right go frame by frame</source>
        <translation>Space 키로 재생하고 일시 정지하며, 왼쪽·오른쪽 화살표 키로 한 프레임씩 이동합니다</translation>
    </message>
    <message>
        <source>No recording is open.

Add recordings on the left and press Start. Click one that is done to look through its gestures, the most doubtful first.</source>
        <translation>열린 녹화 영상이 없습니다.

왼쪽에 녹화 영상을 추가하고 시작을 누르십시오. 완료된 영상을 클릭하면 가장 불확실한 것부터 제스처를 검토할 수 있습니다.</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>위치</translation>
    </message>
    <message>
        <source>Position and length of the recording</source>
        <translation>녹화 영상의 위치와 길이</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>확대/축소</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>수정</translation>
    </message>
    <message>
        <source>The recording is being opened …</source>
        <translation>녹화 영상을 여는 중…</translation>
    </message>
    <message>
        <source>The gestures of the open recording are listed here.</source>
        <translation>열린 녹화 영상의 제스처가 여기에 나열됩니다.</translation>
    </message>
    <message>
        <source>%1 / %2 · frame %3 of %4</source>
        <translation>%1 / %2 · 프레임 %3 / %4</translation>
    </message>
    <message>
        <source>Whole recording</source>
        <translation>녹화 영상 전체</translation>
    </message>
    <message>
        <source>No gesture was found in this recording.

Shift+A confirms it, and A goes on. Press I to add one at the playhead, or drag with Shift over the timeline.</source>
        <translation>이 녹화 영상에서 제스처를 찾지 못했습니다.

Shift+A로 확인하고 A로 다음으로 갑니다. I를 눌러 재생 위치에 추가하거나 타임라인 위에서 Shift를 누른 채 드래그하십시오.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ReviewTitle</name>
    <message>
        <source>Open recording</source>
        <translation>열린 녹화 영상</translation>
    </message>
    <message>
        <source>Order of the segments</source>
        <translation>구간의 순서</translation>
    </message>
    <message>
        <source>In which order the segments are listed and gone through</source>
        <translation>구간을 나열하고 검토하는 순서입니다</translation>
    </message>
    <message>
        <source>Doubtful first</source>
        <translation>불확실한 순</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>시간순</translation>
    </message>
    <message>
        <source>No recording is open</source>
        <translation>열린 녹화 영상 없음</translation>
    </message>
    <message>
        <source>Segments: %1, to review: %2</source>
        <translation>구간: %1개, 검토 필요: %2개</translation>
    </message>
    <message>
        <source>Segments: %1, all reviewed · A goes on</source>
        <translation>구간: %1개, 모두 검토됨 · A로 다음으로</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ScoreBars</name>
    <message>
        <source>Most likely gestures</source>
        <translation>가장 가능성이 높은 제스처</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Scores appear once the first window of video is complete.</source>
        <translation>비디오의 첫 윈도우가 완성되면 점수가 표시됩니다.</translation>
    </message>
    <message>
        <source>The five most likely classes, by their averaged scores</source>
        <translation>평균 점수로 본 가능성이 가장 높은 다섯 클래스</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ScoreChart</name>
    <message>
        <source>Scores of the last minute</source>
        <translation>최근 1분간의 점수</translation>
    </message>
    <message>
        <source>Smoothed scores of the last minute of video, for the classes with the highest peaks</source>
        <translation>비디오의 최근 1분간 최고점이 가장 높은 클래스들의 평활화된 점수입니다</translation>
    </message>
    <message>
        <source>%.0f s</source>
        <translation>%.0f s</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ScoreComparison</name>
    <message>
        <source>What is compared</source>
        <translation>비교 대상</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
</context>
<context>
    <name>handscope::ui::SeenSquare</name>
    <message>
        <source>What the network sees</source>
        <translation>네트워크가 보는 영상</translation>
    </message>
    <message>
        <source>The square in the middle of the picture at the size that the network takes it, never mirrored</source>
        <translation>네트워크가 받는 크기의 영상 가운데 정사각형입니다. 좌우로 뒤집지 않습니다</translation>
    </message>
    <message>
        <source>No picture yet.</source>
        <translation>아직 영상이 없습니다.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::SegmentModel</name>
    <message>
        <source>Doubtful</source>
        <translation>불확실</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>예측됨</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>승인됨</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>변경됨</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>추가됨</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1, from %2 to %3 (frames %4 to %5): %6</source>
        <translation>%1, %2부터 %3까지(프레임 %4부터 %5까지): %6</translation>
    </message>
    <message>
        <source>
Second most likely: %1</source>
        <translation>
두 번째 후보: %1</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>From the beginning of the recording</source>
        <translation>녹화 영상의 처음부터 잰 시간입니다</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>레이블</translation>
    </message>
    <message>
        <source>Which gesture it is</source>
        <translation>어떤 제스처인지 나타냅니다</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>The first and the last frame, counted from 0</source>
        <translation>첫 프레임과 마지막 프레임입니다. 0부터 셉니다</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>점수</translation>
    </message>
    <message>
        <source>How sure the network is</source>
        <translation>네트워크의 확신도입니다</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>점수 차</translation>
    </message>
    <message>
        <source>The lead over the second most likely label</source>
        <translation>두 번째 후보 레이블과의 점수 차입니다</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Whether a person has looked at it</source>
        <translation>사람이 확인했는지 나타냅니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::SegmentTable</name>
    <message>
        <source>Segments</source>
        <translation>구간</translation>
    </message>
    <message>
        <source>Choose a segment to see it; double-click its label, or press L, to change it</source>
        <translation>구간을 선택하면 표시합니다. 레이블을 두 번 클릭하거나 L 키를 누르면 바꿀 수 있습니다</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>예측됨</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>handscope::ui::SegmentTimeline</name>
    <message>
        <source>Timeline</source>
        <translation>타임라인</translation>
    </message>
    <message>
        <source>Click to go there, drag an edge of the selected segment to move it, drag with Shift to mark a new segment; the wheel zooms</source>
        <translation>클릭하면 그 위치로 이동하고, 선택한 구간의 경계를 끌면 옮기며, Shift를 누른 채 끌면 새 구간을 표시합니다. 휠로 확대하고 축소합니다</translation>
    </message>
    <message>
        <source>The gestures of the open recording stand here, over its length.</source>
        <translation>열린 녹화 영상의 제스처가 그 길이에 맞춰 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>%1, from %2 to %3</source>
        <translation>%1, %2부터 %3까지</translation>
    </message>
    <message>
        <source>%1 (doubtful)</source>
        <translation>%1 (불확실)</translation>
    </message>
    <message>
        <source>No recording is open</source>
        <translation>열린 녹화 영상 없음</translation>
    </message>
    <message>
        <source>No segment is selected</source>
        <translation>선택한 구간이 없습니다</translation>
    </message>
    <message>
        <source>Selected: %1</source>
        <translation>선택: %1</translation>
    </message>
</context>
<context>
    <name>handscope::ui::SettingsStore</name>
    <message>
        <source>The settings cannot be written: %1.</source>
        <translation>설정을 저장할 수 없습니다: %1.</translation>
    </message>
    <message>
        <source>Expected a file that may be written, and a disk with room.</source>
        <translation>쓸 수 있는 파일과 여유 공간이 있는 디스크가 필요합니다.</translation>
    </message>
    <message>
        <source>Make room, or check the file&apos;s permissions, and set it again.</source>
        <translation>공간을 확보하거나 파일 권한을 확인한 다음 다시 설정하십시오.</translation>
    </message>
    <message>
        <source>The settings file cannot be read: %1.</source>
        <translation>설정 파일을 읽을 수 없습니다: %1.</translation>
    </message>
    <message>
        <source>A settings file as Handscope writes it was expected; the defaults are used instead.</source>
        <translation>Handscope가 저장한 형식의 설정 파일이어야 합니다. 대신 기본값을 사용합니다.</translation>
    </message>
    <message>
        <source>Nothing needs to be done. The old file is kept as %1.</source>
        <translation>아무것도 하지 않아도 됩니다. 이전 파일은 %1(으)로 보관했습니다.</translation>
    </message>
    <message>
        <source>Remove that file, or make its folder writable.</source>
        <translation>그 파일을 지우거나 폴더를 쓸 수 있게 하십시오.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ShortcutDialog</name>
    <message>
        <source> or </source>
        <translation> 또는 </translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>키보드 단축키</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Close this list</source>
        <translation>이 목록을 닫습니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::SingleMapPage</name>
    <message>
        <source>Feature map</source>
        <translation>특징 맵</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Drag to make the histogram wider, narrower or vanish</source>
        <translation>끌면 히스토그램이 넓어지거나 좁아지거나 사라집니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::SourceAddressPage</name>
    <message>
        <source>Write options as NAME=VALUE, with spaces between them.</source>
        <translation>옵션은 NAME=VALUE 형식으로, 사이를 띄어 쓰십시오.</translation>
    </message>
    <message>
        <source>It &amp;may open further files and addresses</source>
        <translation>다른 파일과 주소도 열 수 있음(&amp;M)</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>A stream, a screen or a device</source>
        <translation>스트림, 화면 또는 장치입니다</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>옵션</translation>
    </message>
    <message>
        <source>FFmpeg&apos;s options for the address, such as rtsp_transport=tcp</source>
        <translation>주소에 대한 FFmpeg 옵션(예: rtsp_transport=tcp)</translation>
    </message>
    <message>
        <source>May open further files and addresses</source>
        <translation>다른 파일과 주소도 열 수 있음</translation>
    </message>
    <message>
        <source>For playlists, HLS streams and protocols beyond the usual ones. Only for addresses that you trust.</source>
        <translation>재생 목록, HLS 스트림, 흔하지 않은 프로토콜을 위한 것입니다. 믿을 수 있는 주소에만 쓰십시오.</translation>
    </message>
    <message>
        <source>A&amp;ddress:</source>
        <translation>주소(&amp;D):</translation>
    </message>
    <message>
        <source>O&amp;ptions:</source>
        <translation>옵션(&amp;P):</translation>
    </message>
    <message>
        <source>Anything that FFmpeg can read:</source>
        <translation>FFmpeg가 읽을 수 있는 모든 주소:</translation>
    </message>
    <message>
        <source>For example
    rtsp://camera.local/stream
    http://camera.local/video.mjpg
    v4l2:/dev/video0
    x11grab::0.0
    frames:/data/clip  (a folder of pictures)
    lavfi:testsrc2=size=640x480:rate=30
    -  (standard input)</source>
        <translation>예
    rtsp://camera.local/stream
    http://camera.local/video.mjpg
    v4l2:/dev/video0
    x11grab::0.0
    frames:/data/clip  (이미지 폴더)
    lavfi:testsrc2=size=640x480:rate=30
    -  (표준 입력)</translation>
    </message>
</context>
<context>
    <name>handscope::ui::SourceCameraPage</name>
    <message>
        <source>Cameras</source>
        <translation>카메라</translation>
    </message>
    <message>
        <source>The cameras of this computer</source>
        <translation>이 컴퓨터의 카메라입니다</translation>
    </message>
    <message>
        <source>Picture format</source>
        <translation>영상 형식</translation>
    </message>
    <message>
        <source>How the camera delivers its pictures</source>
        <translation>카메라가 영상을 전달하는 방식입니다</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>프레임 속도</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>초당 프레임 수입니다</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>새로 고침(&amp;R)</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>새로 고침</translation>
    </message>
    <message>
        <source>Look for cameras again</source>
        <translation>카메라를 다시 찾습니다</translation>
    </message>
    <message>
        <source>No camera was found. Plug one in and choose Refresh, or open a file.</source>
        <translation>카메라를 찾지 못했습니다. 카메라를 연결하고 새로 고침을 누르거나 파일을 여십시오.</translation>
    </message>
    <message>
        <source>F&amp;ormat:</source>
        <translation>형식(&amp;O):</translation>
    </message>
    <message>
        <source>Ra&amp;te:</source>
        <translation>속도(&amp;T):</translation>
    </message>
    <message>
        <source>%1  (%2): you may not open it</source>
        <translation>%1  (%2): 열 권한이 없습니다</translation>
    </message>
    <message>
        <source>%1  (%2): another program uses it</source>
        <translation>%1  (%2): 다른 프로그램이 사용하고 있습니다</translation>
    </message>
    <message>
        <source>%1  (%2): cannot be opened</source>
        <translation>%1  (%2): 열 수 없습니다</translation>
    </message>
    <message>
        <source>%1  (%2)</source>
        <translation>%1  (%2)</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2. Expected a camera that you may open. Add yourself to the group video (sudo usermod -aG video NAME) and log in again.</source>
        <translation>%1을(를) 열 수 없습니다: %2. 열 권한이 있는 카메라가 필요합니다. 자신을 video 그룹에 추가하고(sudo usermod -aG video NAME) 다시 로그인하십시오.</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2. Expected a camera that no other program has to itself. Close that program and choose Refresh.</source>
        <translation>%1을(를) 열 수 없습니다: %2. 다른 프로그램이 독점하지 않는 카메라가 필요합니다. 그 프로그램을 닫고 새로 고침을 누르십시오.</translation>
    </message>
    <message>
        <source>%1 cannot be opened: %2. Expected a camera that works. Unplug it, plug it in again and choose Refresh.</source>
        <translation>%1을(를) 열 수 없습니다: %2. 정상적으로 작동하는 카메라가 필요합니다. 카메라를 뽑았다가 다시 연결하고 새로 고침을 누르십시오.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>%1 × %2, %3</source>
        <translation>%1 × %2, %3</translation>
    </message>
    <message>
        <source>%1 frames a second</source>
        <translation>초당 %1프레임</translation>
    </message>
</context>
<context>
    <name>handscope::ui::SourceChooser</name>
    <message>
        <source>Videos (*.mp4 *.m4v *.mkv *.webm *.mov *.avi *.mpg *.mpeg *.ts *.ogv *.wmv);;All files (*)</source>
        <translation>비디오 (*.mp4 *.m4v *.mkv *.webm *.mov *.avi *.mpg *.mpeg *.ts *.ogv *.wmv);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Open a video</source>
        <translation>비디오 열기</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.pth *.json);;All files (*)</source>
        <translation>모델 (*.safetensors *.pth *.json);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>모델 열기</translation>
    </message>
    <message>
        <source>%1 is neither a model nor a profile.</source>
        <translation>%1은(는) 모델도 프로필도 아닙니다.</translation>
    </message>
    <message>
        <source>Expected of a JSON file that it describes a TorchScript model, or that it is a profile of decision settings.</source>
        <translation>JSON 파일은 TorchScript 모델의 설명이거나 판정 설정 프로필이어야 합니다.</translation>
    </message>
    <message>
        <source>Drop a video, a model, a profile or a saved moment.</source>
        <translation>비디오, 모델, 프로필 또는 저장한 시점을 끌어다 놓으십시오.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::SourceDialog</name>
    <message>
        <source>Choose a source</source>
        <translation>소스 선택</translation>
    </message>
    <message>
        <source>Kind of source</source>
        <translation>소스 종류</translation>
    </message>
    <message>
        <source>&amp;Camera</source>
        <translation>카메라(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Screen</source>
        <translation>화면(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>주소(&amp;A)</translation>
    </message>
    <message>
        <source>Video file</source>
        <translation>비디오 파일</translation>
    </message>
    <message>
        <source>Path of a video file</source>
        <translation>비디오 파일의 경로입니다</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>찾아보기(&amp;B)…</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>찾아보기</translation>
    </message>
    <message>
        <source>Look for a video file</source>
        <translation>비디오 파일을 찾습니다</translation>
    </message>
    <message>
        <source>A video on this computer:</source>
        <translation>이 컴퓨터의 비디오:</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Watch the chosen source</source>
        <translation>선택한 소스를 봅니다</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Keep the present source</source>
        <translation>현재 소스를 유지합니다</translation>
    </message>
    <message>
        <source>Open a video</source>
        <translation>비디오 열기</translation>
    </message>
</context>
<context>
    <name>handscope::ui::SourcePreviewPane</name>
    <message>
        <source>Show pre&amp;view</source>
        <translation>미리 보기 표시(&amp;V)</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>미리 보기</translation>
    </message>
    <message>
        <source>What the chosen source shows</source>
        <translation>선택한 소스의 화면입니다</translation>
    </message>
    <message>
        <source>Show preview</source>
        <translation>미리 보기 표시</translation>
    </message>
    <message>
        <source>Open this address for a preview</source>
        <translation>이 주소를 열어 미리 봅니다</translation>
    </message>
    <message>
        <source>No source is chosen.</source>
        <translation>선택한 소스가 없습니다.</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>여는 중…</translation>
    </message>
    <message>
        <source>Show preview opens this address.</source>
        <translation>미리 보기 표시를 누르면 이 주소를 엽니다.</translation>
    </message>
    <message>
        <source>The source delivers pictures</source>
        <translation>소스에서 영상이 들어옵니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::SourceRegionOverlay</name>
    <message>
        <source>Region of the screen</source>
        <translation>화면 영역</translation>
    </message>
    <message>
        <source>Draw a rectangle around what is to be watched. Escape leaves it as it was.</source>
        <translation>볼 영역에 사각형을 그리십시오. Esc 키를 누르면 그대로 둡니다.</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
</context>
<context>
    <name>handscope::ui::SourceScreenPage</name>
    <message>
        <source>Select re&amp;gion…</source>
        <translation>영역 선택(&amp;G)…</translation>
    </message>
    <message>
        <source>Left edge</source>
        <translation>왼쪽 가장자리</translation>
    </message>
    <message>
        <source>Pixels from the left edge of the display</source>
        <translation>디스플레이 왼쪽 가장자리에서의 픽셀 수입니다</translation>
    </message>
    <message>
        <source>Top edge</source>
        <translation>위쪽 가장자리</translation>
    </message>
    <message>
        <source>Pixels from the top edge of the display</source>
        <translation>디스플레이 위쪽 가장자리에서의 픽셀 수입니다</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>너비</translation>
    </message>
    <message>
        <source>Width of the rectangle in pixels</source>
        <translation>사각형의 너비(픽셀)입니다</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>높이</translation>
    </message>
    <message>
        <source>Height of the rectangle in pixels</source>
        <translation>사각형의 높이(픽셀)입니다</translation>
    </message>
    <message>
        <source>Frame rate</source>
        <translation>프레임 속도</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>초당 프레임 수입니다</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>화면</translation>
    </message>
    <message>
        <source>Takes a whole screen</source>
        <translation>화면 전체를 사용합니다</translation>
    </message>
    <message>
        <source>Select region</source>
        <translation>영역 선택</translation>
    </message>
    <message>
        <source>Draw a rectangle on the screen with the mouse</source>
        <translation>마우스로 화면에 사각형을 그립니다</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>디스플레이</translation>
    </message>
    <message>
        <source>Name of the X11 display, such as :0</source>
        <translation>X11 디스플레이의 이름입니다(예: :0)</translation>
    </message>
    <message>
        <source> frames a second</source>
        <translation> 프레임/초</translation>
    </message>
    <message>
        <source>Sc&amp;reen:</source>
        <translation>화면(&amp;R):</translation>
    </message>
    <message>
        <source>&amp;Left, top:</source>
        <translation>왼쪽, 위(&amp;L):</translation>
    </message>
    <message>
        <source>Si&amp;ze:</source>
        <translation>크기(&amp;Z):</translation>
    </message>
    <message>
        <source>×</source>
        <translation>×</translation>
    </message>
    <message>
        <source>Ra&amp;te:</source>
        <translation>속도(&amp;T):</translation>
    </message>
    <message>
        <source>&amp;Display:</source>
        <translation>디스플레이(&amp;D):</translation>
    </message>
    <message>
        <source>Screen %1</source>
        <translation>화면 %1</translation>
    </message>
    <message>
        <source>%1, %2 × %3</source>
        <translation>%1, %2 × %3</translation>
    </message>
    <message>
        <source>This is no display&apos;s name. Expected one such as :0 or :1.0.</source>
        <translation>디스플레이의 이름이 아닙니다. :0 또는 :1.0과 같은 이름이어야 합니다.</translation>
    </message>
    <message>
        <source>The rectangle reaches beyond the screen, which is %1 × %2. Make it smaller or move it.</source>
        <translation>사각형이 화면(%1 × %2) 밖으로 나갑니다. 더 작게 하거나 옮기십시오.</translation>
    </message>
    <message>
        <source>On Wayland only the windows of X11 programs can be seen.</source>
        <translation>Wayland에서는 X11 프로그램의 창만 볼 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::StageBar</name>
    <message>
        <source>Map</source>
        <translation>맵</translation>
    </message>
    <message>
        <source>One map over its frame</source>
        <translation>프레임 위에 맵 하나를 표시합니다</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>All channels of the tap</source>
        <translation>탭의 모든 채널을 표시합니다</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>A map of each frame of the window</source>
        <translation>윈도우의 프레임마다 맵을 표시합니다</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Two taps or two moments, and their difference</source>
        <translation>두 탭 또는 두 시점과 그 차이를 표시합니다</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>플로</translation>
    </message>
    <message>
        <source>How the frame moves, beside CMM</source>
        <translation>프레임의 움직임을 CMM과 나란히 표시합니다</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>근거</translation>
    </message>
    <message>
        <source>Where a class finds its evidence, in each frame</source>
        <translation>각 프레임에서 클래스의 근거가 되는 위치를 표시합니다</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>Pin this moment</source>
        <translation>이 시점 고정</translation>
    </message>
    <message>
        <source>Keep the map of this moment, to compare later ones with it</source>
        <translation>이 시점의 맵을 보관하여 나중의 맵과 비교합니다</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>handscope::ui::StagePickers</name>
    <message>
        <source>Frame</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>불투명도</translation>
    </message>
    <message>
        <source>Map alone</source>
        <translation>맵만 표시</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>부드럽게</translation>
    </message>
    <message>
        <source>Colour map</source>
        <translation>색상 맵</translation>
    </message>
    <message>
        <source>How values become colours. Automatic: viridis, and diverging about zero for CMM</source>
        <translation>값을 색으로 바꾸는 방법입니다. 자동: Viridis, CMM은 0을 중심으로 한 발산형</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>값 범위</translation>
    </message>
    <message>
        <source>Which values the ends of the colour bar stand for</source>
        <translation>색상 막대의 양 끝이 나타내는 값을 정합니다</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>채널</translation>
    </message>
    <message>
        <source>One channel, or the mean over all</source>
        <translation>채널 하나 또는 전체 평균</translation>
    </message>
    <message>
        <source>Order of the channels</source>
        <translation>채널의 순서</translation>
    </message>
    <message>
        <source>What the channels are sorted by, largest first. Contribution to a class is known of the last block&apos;s output only</source>
        <translation>채널을 큰 값부터 정렬하는 기준입니다. 클래스 기여도는 마지막 블록의 출력에서만 알 수 있습니다</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>The class to explain. Type any part of its name, or pick it from the list</source>
        <translation>설명할 클래스입니다. 이름의 일부를 입력하거나 목록에서 선택하십시오</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>비교 대상</translation>
    </message>
    <message>
        <source>What the map is compared with: another tap, or the same tap at the pinned moment</source>
        <translation>맵을 비교할 대상입니다: 다른 탭, 또는 고정한 시점의 같은 탭</translation>
    </message>
    <message>
        <source>Frame of the window</source>
        <translation>윈도우의 프레임</translation>
    </message>
    <message>
        <source>Which of the window&apos;s frames to show, the first to the last</source>
        <translation>윈도우의 첫 프레임부터 마지막 프레임까지 가운데 표시할 프레임입니다</translation>
    </message>
    <message>
        <source>How strongly the map covers the picture</source>
        <translation>맵이 영상을 덮는 정도입니다</translation>
    </message>
    <message>
        <source>Show the map without the picture</source>
        <translation>영상 없이 맵만 표시합니다</translation>
    </message>
    <message>
        <source>Blend between the map&apos;s cells</source>
        <translation>맵의 칸 사이를 부드럽게 잇습니다</translation>
    </message>
    <message>
        <source>Auto colours</source>
        <translation>색상 자동</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Inferno</source>
        <translation>Inferno</translation>
    </message>
    <message>
        <source>Turbo</source>
        <translation>Turbo</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>회색조</translation>
    </message>
    <message>
        <source>Diverging</source>
        <translation>발산형</translation>
    </message>
    <message>
        <source>Scale by map</source>
        <translation>맵별 범위</translation>
    </message>
    <message>
        <source>Scale by layer</source>
        <translation>레이어별 범위</translation>
    </message>
    <message>
        <source>Scale fixed</source>
        <translation>범위 고정</translation>
    </message>
    <message>
        <source>Each map has its own range</source>
        <translation>맵마다 범위를 따로 정합니다</translation>
    </message>
    <message>
        <source>One range for all maps of the tap</source>
        <translation>탭의 모든 맵에 같은 범위를 사용합니다</translation>
    </message>
    <message>
        <source>By number</source>
        <translation>번호순</translation>
    </message>
    <message>
        <source>By energy</source>
        <translation>에너지순</translation>
    </message>
    <message>
        <source>By variance</source>
        <translation>분산순</translation>
    </message>
    <message>
        <source>By contribution</source>
        <translation>기여도순</translation>
    </message>
    <message>
        <source>Mean square of the values</source>
        <translation>값의 제곱 평균입니다</translation>
    </message>
    <message>
        <source>Over frames and places</source>
        <translation>프레임과 위치에 걸친 값입니다</translation>
    </message>
    <message>
        <source>What the channel adds to the logit of the class</source>
        <translation>채널이 클래스의 로짓에 더하는 값입니다</translation>
    </message>
    <message>
        <source>All channels</source>
        <translation>모든 채널</translation>
    </message>
    <message>
        <source>Channel </source>
        <translation>채널 </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Pinned moment, %1 s</source>
        <translation>고정한 시점, %1초</translation>
    </message>
    <message>
        <source>Pinned moment (none yet)</source>
        <translation>고정한 시점(아직 없음)</translation>
    </message>
    <message>
        <source>t = %1 / %2</source>
        <translation>t = %1 / %2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>The range stays as it is now, or as it is typed</source>
        <translation>현재 범위 또는 입력한 범위를 그대로 유지합니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::StageStrip</name>
    <message>
        <source>From capture to label, by stage</source>
        <translation>캡처부터 레이블까지의 단계별 시간</translation>
    </message>
    <message>
        <source>%1 %2 ms</source>
        <translation>%1 %2ms</translation>
    </message>
</context>
<context>
    <name>handscope::ui::StatisticsPanel</name>
    <message>
        <source>Rate, 1/s</source>
        <translation>속도, 1/초</translation>
    </message>
    <message>
        <source>capture</source>
        <translation>캡처</translation>
    </message>
    <message>
        <source>Capture rate</source>
        <translation>캡처 속도</translation>
    </message>
    <message>
        <source>Frames a second from the source</source>
        <translation>소스의 초당 프레임 수입니다</translation>
    </message>
    <message>
        <source>inference</source>
        <translation>추론</translation>
    </message>
    <message>
        <source>Inference rate</source>
        <translation>추론 속도</translation>
    </message>
    <message>
        <source>Windows a second through the network</source>
        <translation>네트워크를 통과하는 초당 윈도우 수입니다</translation>
    </message>
    <message>
        <source>display</source>
        <translation>표시</translation>
    </message>
    <message>
        <source>Display rate</source>
        <translation>표시 속도</translation>
    </message>
    <message>
        <source>Pictures a second painted in this window</source>
        <translation>이 창에 초당 그린 영상의 수입니다</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>프레임</translation>
    </message>
    <message>
        <source>captured</source>
        <translation>캡처</translation>
    </message>
    <message>
        <source>Frames captured</source>
        <translation>캡처된 프레임</translation>
    </message>
    <message>
        <source>Frames that the source gave</source>
        <translation>소스에서 받은 프레임입니다</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>전달</translation>
    </message>
    <message>
        <source>Frames delivered</source>
        <translation>전달된 프레임</translation>
    </message>
    <message>
        <source>Frames that reached recognition</source>
        <translation>인식 단계에 도달한 프레임입니다</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>버림</translation>
    </message>
    <message>
        <source>Frames dropped</source>
        <translation>버린 프레임</translation>
    </message>
    <message>
        <source>Frames given up because recognition was busy, or for a seek</source>
        <translation>인식이 바쁘거나 이동하느라 버린 프레임입니다</translation>
    </message>
    <message>
        <source>late</source>
        <translation>지연</translation>
    </message>
    <message>
        <source>Frames late</source>
        <translation>늦은 프레임</translation>
    </message>
    <message>
        <source>Frames that came more than one frame period after they were due</source>
        <translation>예정보다 한 프레임 주기 넘게 늦게 온 프레임입니다</translation>
    </message>
    <message>
        <source>corrupt</source>
        <translation>손상</translation>
    </message>
    <message>
        <source>Corrupt packets</source>
        <translation>손상된 패킷</translation>
    </message>
    <message>
        <source>Packets that the decoder refused</source>
        <translation>디코더가 거부한 패킷입니다</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>윈도우</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Windows done</source>
        <translation>완료된 윈도우</translation>
    </message>
    <message>
        <source>Windows that went through the network</source>
        <translation>네트워크를 통과한 윈도우입니다</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>놓침</translation>
    </message>
    <message>
        <source>Windows missed</source>
        <translation>놓친 윈도우</translation>
    </message>
    <message>
        <source>Grid points of video time without a window, because the machine was busy</source>
        <translation>컴퓨터가 바빠서 윈도우를 처리하지 못한 비디오 시간의 격자점입니다</translation>
    </message>
    <message>
        <source>Latency, ms</source>
        <translation>지연 시간, ms</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>Latency, median</source>
        <translation>지연 시간, 중앙값</translation>
    </message>
    <message>
        <source>From capture to the painted label: half of the windows are faster</source>
        <translation>캡처부터 레이블 표시까지: 윈도우의 절반이 이보다 빠릅니다</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>Latency, 95th percentile</source>
        <translation>지연 시간, 95번째 백분위수</translation>
    </message>
    <message>
        <source>From capture to the painted label: 95 of 100 windows are faster</source>
        <translation>캡처부터 레이블 표시까지: 윈도우 100개 중 95개가 이보다 빠릅니다</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>Latency, 99th percentile</source>
        <translation>지연 시간, 99번째 백분위수</translation>
    </message>
    <message>
        <source>From capture to the painted label: 99 of 100 windows are faster</source>
        <translation>캡처부터 레이블 표시까지: 윈도우 100개 중 99개가 이보다 빠릅니다</translation>
    </message>
    <message>
        <source>Stage, ms</source>
        <translation>단계, ms</translation>
    </message>
    <message>
        <source>wait</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>Time waited</source>
        <translation>대기한 시간</translation>
    </message>
    <message>
        <source>prepare</source>
        <translation>준비</translation>
    </message>
    <message>
        <source>Time to prepare</source>
        <translation>준비 시간</translation>
    </message>
    <message>
        <source>Cropping, scaling and normalising the frames</source>
        <translation>프레임을 자르고 크기를 바꾸고 정규화합니다</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>순전파</translation>
    </message>
    <message>
        <source>Time in the network</source>
        <translation>네트워크 시간</translation>
    </message>
    <message>
        <source>The forward pass</source>
        <translation>네트워크의 순전파입니다</translation>
    </message>
    <message>
        <source>decide</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Time to decide</source>
        <translation>판정 시간</translation>
    </message>
    <message>
        <source>Averaging the scores and finding events</source>
        <translation>점수를 평균하고 이벤트를 찾습니다</translation>
    </message>
    <message>
        <source>Device and precision</source>
        <translation>장치와 정밀도</translation>
    </message>
    <message>
        <source>What the network runs on</source>
        <translation>네트워크를 실행하는 장치입니다</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>실행 장치</translation>
    </message>
    <message>
        <source>Time to capture</source>
        <translation>캡처 시간</translation>
    </message>
    <message>
        <source>Converting the newest frame needed from the decoder to pixels</source>
        <translation>필요한 가장 최근 프레임을 디코더의 형식에서 픽셀로 바꾸는 시간입니다</translation>
    </message>
    <message>
        <source>From there to the start of the work, for what runs before it</source>
        <translation>그때부터 작업 시작까지, 앞선 작업을 기다린 시간입니다</translation>
    </message>
    <message>
        <source>paint</source>
        <translation>그리기</translation>
    </message>
    <message>
        <source>Time to paint</source>
        <translation>그리는 시간</translation>
    </message>
    <message>
        <source>From the decision to the painted label</source>
        <translation>판정부터 레이블을 화면에 그릴 때까지의 시간입니다</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>건너뜀</translation>
    </message>
    <message>
        <source>Frames skipped</source>
        <translation>건너뛴 프레임</translation>
    </message>
    <message>
        <source>Frames that this window did not show, because the next one came first</source>
        <translation>다음 프레임이 먼저 와서 이 창이 보여 주지 않은 프레임</translation>
    </message>
</context>
<context>
    <name>handscope::ui::StatusLine</name>
    <message>
        <source>Recording</source>
        <translation>녹화</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>소스</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>모델 없음</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>모델: %1</translation>
    </message>
    <message>
        <source>No source</source>
        <translation>소스 없음</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>소스: %1</translation>
    </message>
    <message>
        <source>Loading a model</source>
        <translation>모델 불러오는 중</translation>
    </message>
    <message>
        <source>A model is being loaded</source>
        <translation>모델을 불러오고 있습니다</translation>
    </message>
    <message>
        <source>Loading %1 …</source>
        <translation>%1 불러오는 중…</translation>
    </message>
</context>
<context>
    <name>handscope::ui::StretchDialog</name>
    <message>
        <source>&amp;All of it, %1 to %2</source>
        <translation>전체, %1~%2(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Only a part</source>
        <translation>일부만(&amp;O)</translation>
    </message>
    <message>
        <source>Video with the map</source>
        <translation>맵을 입힌 비디오</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>전체</translation>
    </message>
    <message>
        <source>Every picture that there is</source>
        <translation>있는 영상을 모두 저장합니다</translation>
    </message>
    <message>
        <source>Only a part</source>
        <translation>일부만</translation>
    </message>
    <message>
        <source>From one second to another; at first what the strip of time shows</source>
        <translation>한 시각부터 다른 시각까지 저장합니다. 처음에는 시간 띠에 보이는 범위입니다</translation>
    </message>
    <message>
        <source>From</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>The second of the first picture</source>
        <translation>첫 영상의 시각(초)입니다</translation>
    </message>
    <message>
        <source>To</source>
        <translation>끝</translation>
    </message>
    <message>
        <source>The second at which it ends</source>
        <translation>비디오가 끝나는 시각(초)입니다</translation>
    </message>
    <message>
        <source> s</source>
        <translation>초</translation>
    </message>
    <message>
        <source>The map, the cuts and the change of the clip are as the page shows them.</source>
        <translation>맵, 차단, 클립 변형은 이 페이지에 보이는 그대로 적용됩니다.</translation>
    </message>
    <message>
        <source>&amp;Choose a file…</source>
        <translation>파일 선택(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>파일 선택</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close without writing a video</source>
        <translation>비디오를 저장하지 않고 닫습니다</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>시작(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>끝(&amp;T)</translation>
    </message>
    <message>
        <source>Choose where the video is written</source>
        <translation>비디오를 저장할 위치를 선택합니다</translation>
    </message>
    <message>
        <source>It must end after it begins</source>
        <translation>끝은 시작보다 뒤여야 합니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::StripBar</name>
    <message>
        <source>What is shown</source>
        <translation>표시 중인 시점</translation>
    </message>
    <message>
        <source>Which moment of the video the page shows</source>
        <translation>이 페이지가 비디오의 어느 시점을 표시하는지 나타냅니다</translation>
    </message>
    <message>
        <source>Time of the cursor</source>
        <translation>커서의 시간</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>frozen at %1 s</source>
        <translation>%1초에서 정지</translation>
    </message>
    <message>
        <source>live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>follows the video</source>
        <translation>비디오를 따라감</translation>
    </message>
    <message>
        <source>no video</source>
        <translation>비디오 없음</translation>
    </message>
</context>
<context>
    <name>handscope::ui::TimeStrip</name>
    <message>
        <source>live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>%1 %2, from %3 to %4, fired at %5</source>
        <translation>%1 %2, %3부터 %4까지, %5에 발생</translation>
    </message>
    <message>
        <source>There is no video</source>
        <translation>비디오가 없습니다</translation>
    </message>
    <message>
        <source>Frozen at %1</source>
        <translation>%1에서 정지</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>실시간</translation>
    </message>
    <message>
        <source>At %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Click or drag to go to a moment, double click an event to go to where it fired; the wheel zooms, with Shift it scrolls</source>
        <translation>클릭하거나 끌면 그 시점으로 이동하고, 이벤트를 두 번 클릭하면 발생한 곳으로 이동합니다. 휠로 확대하고 축소하며, Shift를 누르면 스크롤합니다</translation>
    </message>
    <message>
        <source>The last minute of the video stands here, or the whole of a file.</source>
        <translation>비디오의 최근 1분 또는 파일 전체가 여기에 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>handscope::ui::TrialLanes</name>
    <message>
        <source>Gestures before and now</source>
        <translation>이전과 현재의 제스처</translation>
    </message>
    <message>
        <source>Double-click a gesture to go to where it begins; the wheel zooms</source>
        <translation>제스처를 두 번 클릭하면 시작 위치로 이동합니다. 휠로 확대하고 축소합니다</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>Before: %1 as saved</source>
        <translation>이전: 저장된 %1</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>현재</translation>
    </message>
</context>
<context>
    <name>handscope::ui::TrialModel</name>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1 to %2 (peak %3 %)</source>
        <translation>%1부터 %2까지(최고 %3%)</translation>
    </message>
    <message>
        <source>same</source>
        <translation>동일</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>사라짐</translation>
    </message>
    <message>
        <source>new</source>
        <translation>새로 생김</translation>
    </message>
    <message>
        <source>%1, the same: %2</source>
        <translation>%1, 동일: %2</translation>
    </message>
    <message>
        <source>%1, moved: before %2, now %3</source>
        <translation>%1, 이동: 이전 %2, 현재 %3</translation>
    </message>
    <message>
        <source>%1, gone: before %2</source>
        <translation>%1, 사라짐: 이전 %2</translation>
    </message>
    <message>
        <source>%1, new: %2</source>
        <translation>%1, 새로 생김: %2</translation>
    </message>
    <message>
        <source>= the same, ↔ moved, + new, − gone</source>
        <translation>= 동일, ↔ 이동, + 새로 생김, − 사라짐</translation>
    </message>
    <message>
        <source>Gesture</source>
        <translation>제스처</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>현재</translation>
    </message>
</context>
<context>
    <name>handscope::ui::TrialView</name>
    <message>
        <source>No gesture, neither before nor now</source>
        <translation>이전에도 현재에도 제스처가 없습니다</translation>
    </message>
    <message>
        <source>%1 the same</source>
        <translation>동일 %1개</translation>
    </message>
    <message>
        <source>%1 moved</source>
        <translation>이동 %1개</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>새로 생김 %1개</translation>
    </message>
    <message>
        <source>%1 gone</source>
        <translation>사라짐 %1개</translation>
    </message>
    <message>
        <source>Try on this recording</source>
        <translation>이 녹화 영상에 시험</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>녹화 영상</translation>
    </message>
    <message>
        <source>Cancel the trial</source>
        <translation>시험 취소</translation>
    </message>
    <message>
        <source>Stop; nothing is kept of this trial</source>
        <translation>중단합니다. 이 시험의 결과는 남지 않습니다</translation>
    </message>
    <message>
        <source>Progress of the trial</source>
        <translation>시험 진행률</translation>
    </message>
    <message>
        <source>How much of the recording the network has seen</source>
        <translation>네트워크가 녹화 영상을 본 정도입니다</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>결과</translation>
    </message>
    <message>
        <source>Gestures of the recording, before and now</source>
        <translation>녹화 영상의 제스처, 이전과 현재</translation>
    </message>
    <message>
        <source>Double-click or press Enter on a gesture to go to where it begins</source>
        <translation>제스처를 두 번 클릭하거나 Enter 키를 누르면 시작 위치로 이동합니다</translation>
    </message>
    <message>
        <source>Try the values on the recording to see which gestures they find, beside those of the profile as it is saved.</source>
        <translation>녹화 영상에 값을 시험하여 어떤 제스처를 찾는지, 저장된 프로필의 결과와 나란히 확인하십시오.</translation>
    </message>
    <message>
        <source>No recording is open</source>
        <translation>열린 녹화 영상 없음</translation>
    </message>
    <message>
        <source>Run the network over the whole recording once, and compare the gestures of the saved profile with those of the values above. Further changes then show at once.</source>
        <translation>네트워크를 녹화 영상 전체에 한 번 실행하여 저장된 프로필의 제스처와 위 값의 제스처를 비교합니다. 그 뒤의 변경은 바로 반영됩니다.</translation>
    </message>
    <message>
        <source>Open a recording first</source>
        <translation>먼저 녹화 영상을 여십시오</translation>
    </message>
</context>
<context>
    <name>handscope::ui::TrustQuestion</name>
    <message>
        <source>Run this model?</source>
        <translation>이 모델을 실행할까요?</translation>
    </message>
    <message>
        <source>This model is a program. It can do whatever you can do on this computer.</source>
        <translation>이 모델은 프로그램입니다. 이 컴퓨터에서 사용자가 할 수 있는 모든 일을 할 수 있습니다.</translation>
    </message>
    <message>
        <source>%1

SHA-256: %2

Run it only if you know where it comes from. Your answer counts for exactly this file.</source>
        <translation>%1

SHA-256: %2

출처를 아는 경우에만 실행하십시오. 이 대답은 정확히 이 파일에만 적용됩니다.</translation>
    </message>
    <message>
        <source>Run it</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Do not run</source>
        <translation>실행 안 함</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ValueRow</name>
    <message>
        <source> %</source>
        <translation>%</translation>
    </message>
    <message>
        <source> s</source>
        <translation>초</translation>
    </message>
</context>
<context>
    <name>handscope::ui::VideoView</name>
    <message>
        <source>Video</source>
        <translation>비디오</translation>
    </message>
    <message>
        <source>No gesture shown</source>
        <translation>표시된 제스처 없음</translation>
    </message>
    <message>
        <source>Gesture: %1</source>
        <translation>제스처: %1</translation>
    </message>
</context>
<context>
    <name>handscope::ui::WidgetKeys</name>
    <message>
        <source>Let the gesture fire, or not</source>
        <translation>제스처를 발생시키거나 막기</translation>
    </message>
    <message>
        <source>Type a threshold of its own</source>
        <translation>따로 쓸 임계값 입력</translation>
    </message>
    <message>
        <source>Take its own threshold away</source>
        <translation>따로 정한 임계값 지우기</translation>
    </message>
    <message>
        <source>Go there, or open it</source>
        <translation>그곳으로 가거나 열기</translation>
    </message>
    <message>
        <source> or </source>
        <translation> 또는 </translation>
    </message>
    <message>
        <source>To the block before or after</source>
        <translation>이전 또는 다음 블록으로</translation>
    </message>
    <message>
        <source>One frame back or on</source>
        <translation>한 프레임 뒤로 또는 앞으로</translation>
    </message>
    <message>
        <source>One window back or on</source>
        <translation>한 윈도우 뒤로 또는 앞으로</translation>
    </message>
    <message>
        <source>To the beginning or the end</source>
        <translation>처음 또는 끝으로</translation>
    </message>
    <message>
        <source>To the event before or after</source>
        <translation>이전 또는 다음 이벤트로</translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation>스크롤</translation>
    </message>
    <message>
        <source>Enlarge or reduce</source>
        <translation>확대 또는 축소</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>전체 보기</translation>
    </message>
    <message>
        <source>Move what is enlarged</source>
        <translation>확대한 부분 이동</translation>
    </message>
    <message>
        <source>To the segment before or after</source>
        <translation>이전 또는 다음 구간으로</translation>
    </message>
    <message>
        <source>A tenth of the view back or on</source>
        <translation>보이는 범위의 10분의 1만큼 뒤로 또는 앞으로</translation>
    </message>
    <message>
        <source>Give up what is being dragged</source>
        <translation>끌기 취소</translation>
    </message>
    <message>
        <source>To the node beside it</source>
        <translation>옆 노드로</translation>
    </message>
    <message>
        <source>To the node above or below</source>
        <translation>위 또는 아래 노드로</translation>
    </message>
    <message>
        <source>To the first or the last node</source>
        <translation>처음 또는 마지막 노드로</translation>
    </message>
    <message>
        <source>Pick the node</source>
        <translation>노드 선택</translation>
    </message>
    <message>
        <source>Cut the node, or restore it</source>
        <translation>노드 차단 또는 복원</translation>
    </message>
    <message>
        <source>Read the value of the cell beside it</source>
        <translation>옆 칸의 값 읽기</translation>
    </message>
    <message>
        <source>Stop reading values</source>
        <translation>값 읽기 끝내기</translation>
    </message>
    <message>
        <source>To the channel beside it</source>
        <translation>옆 채널로</translation>
    </message>
    <message>
        <source>Show the channel alone</source>
        <translation>채널만 표시</translation>
    </message>
</context>
<context>
    <name>handscope::ui::WindowActions</name>
    <message>
        <source>&amp;Open video…</source>
        <translation>비디오 열기(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a video file</source>
        <translation>비디오 파일을 엽니다</translation>
    </message>
    <message>
        <source>Choose &amp;source…</source>
        <translation>소스 선택(&amp;S)…</translation>
    </message>
    <message>
        <source>Choose a camera, a file or an address</source>
        <translation>카메라, 파일 또는 주소를 선택합니다</translation>
    </message>
    <message>
        <source>Ctrl+D</source>
        <translation>Ctrl+D</translation>
    </message>
    <message>
        <source>Open &amp;model…</source>
        <translation>모델 열기(&amp;M)…</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>모델 파일을 엽니다</translation>
    </message>
    <message>
        <source>Ctrl+M</source>
        <translation>Ctrl+M</translation>
    </message>
    <message>
        <source>&amp;Recent sources</source>
        <translation>최근 소스(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Export map…</source>
        <translation>맵 내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>Save the feature map as a picture</source>
        <translation>특징 맵을 이미지로 저장합니다</translation>
    </message>
    <message>
        <source>Ctrl+E</source>
        <translation>Ctrl+E</translation>
    </message>
    <message>
        <source>Recor&amp;d session…</source>
        <translation>세션 녹화(&amp;D)…</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Pre&amp;ferences…</source>
        <translation>환경 설정(&amp;F)…</translation>
    </message>
    <message>
        <source>Language, processor and threads, from the next start on</source>
        <translation>다음에 시작할 때부터 쓸 언어, 장치, 스레드 수</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>끝내기(&amp;Q)</translation>
    </message>
    <message>
        <source>Close Handscope</source>
        <translation>Handscope를 닫습니다</translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation>Ctrl+Q</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>재생(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Next frame</source>
        <translation>다음 프레임(&amp;N)</translation>
    </message>
    <message>
        <source>Ctrl+.</source>
        <translation>Ctrl+.</translation>
    </message>
    <message>
        <source>From the &amp;beginning</source>
        <translation>처음부터(&amp;B)</translation>
    </message>
    <message>
        <source>Ctrl+Home</source>
        <translation>Ctrl+Home</translation>
    </message>
    <message>
        <source>One second b&amp;ack</source>
        <translation>1초 뒤로(&amp;A)</translation>
    </message>
    <message>
        <source>Ctrl+Left</source>
        <translation>Ctrl+Left</translation>
    </message>
    <message>
        <source>One second &amp;forward</source>
        <translation>1초 앞으로(&amp;F)</translation>
    </message>
    <message>
        <source>Ctrl+Right</source>
        <translation>Ctrl+Right</translation>
    </message>
    <message>
        <source>Previous &amp;block</source>
        <translation>이전 블록(&amp;B)</translation>
    </message>
    <message>
        <source>Look into the block before</source>
        <translation>이전 블록을 봅니다</translation>
    </message>
    <message>
        <source>Alt+Up</source>
        <translation>Alt+Up</translation>
    </message>
    <message>
        <source>Next b&amp;lock</source>
        <translation>다음 블록(&amp;L)</translation>
    </message>
    <message>
        <source>Look into the block after</source>
        <translation>다음 블록을 봅니다</translation>
    </message>
    <message>
        <source>Alt+Down</source>
        <translation>Alt+Down</translation>
    </message>
    <message>
        <source>Previous &amp;tap</source>
        <translation>이전 탭(&amp;T)</translation>
    </message>
    <message>
        <source>The tap before, in the same block</source>
        <translation>같은 블록의 이전 탭을 봅니다</translation>
    </message>
    <message>
        <source>Alt+Left</source>
        <translation>Alt+Left</translation>
    </message>
    <message>
        <source>Next t&amp;ap</source>
        <translation>다음 탭(&amp;A)</translation>
    </message>
    <message>
        <source>The tap after, in the same block</source>
        <translation>같은 블록의 다음 탭을 봅니다</translation>
    </message>
    <message>
        <source>Alt+Right</source>
        <translation>Alt+Right</translation>
    </message>
    <message>
        <source>Previous &amp;frame of the window</source>
        <translation>윈도우의 이전 프레임(&amp;F)</translation>
    </message>
    <message>
        <source>The map of the frame before</source>
        <translation>이전 프레임의 맵을 봅니다</translation>
    </message>
    <message>
        <source>Alt+PgUp</source>
        <translation>Alt+PgUp</translation>
    </message>
    <message>
        <source>Next f&amp;rame of the window</source>
        <translation>윈도우의 다음 프레임(&amp;R)</translation>
    </message>
    <message>
        <source>The map of the frame after</source>
        <translation>다음 프레임의 맵을 봅니다</translation>
    </message>
    <message>
        <source>Alt+PgDown</source>
        <translation>Alt+PgDown</translation>
    </message>
    <message>
        <source>&amp;Live</source>
        <translation>실시간(&amp;L)</translation>
    </message>
    <message>
        <source>Watch a camera or a video, and what the network makes of it</source>
        <translation>카메라나 비디오와, 네트워크의 인식 결과를 봅니다</translation>
    </message>
    <message>
        <source>Ctrl+1</source>
        <translation>Ctrl+1</translation>
    </message>
    <message>
        <source>&amp;Inspect</source>
        <translation>분석(&amp;I)</translation>
    </message>
    <message>
        <source>Look into the network at any moment of the video</source>
        <translation>비디오의 어느 시점에서든 네트워크를 들여다봅니다</translation>
    </message>
    <message>
        <source>Ctrl+2</source>
        <translation>Ctrl+2</translation>
    </message>
    <message>
        <source>&amp;Recordings</source>
        <translation>녹화 영상(&amp;R)</translation>
    </message>
    <message>
        <source>Label many recordings, and correct their labels</source>
        <translation>많은 녹화 영상을 레이블링하고 레이블을 수정합니다</translation>
    </message>
    <message>
        <source>Ctrl+3</source>
        <translation>Ctrl+3</translation>
    </message>
    <message>
        <source>&amp;Mirror picture</source>
        <translation>거울처럼 보기(&amp;M)</translation>
    </message>
    <message>
        <source>Show the picture as in a mirror. Recognition is not affected</source>
        <translation>영상을 거울처럼 좌우로 뒤집어 표시합니다. 인식에는 영향이 없습니다</translation>
    </message>
    <message>
        <source>Ctrl+I</source>
        <translation>Ctrl+I</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>시스템(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>밝게(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>어둡게(&amp;D)</translation>
    </message>
    <message>
        <source>R&amp;eset layout</source>
        <translation>배치 초기화(&amp;E)</translation>
    </message>
    <message>
        <source>Put all panels back where they were at first</source>
        <translation>모든 패널을 처음 위치로 되돌립니다</translation>
    </message>
    <message>
        <source>&amp;Dismiss message</source>
        <translation>메시지 닫기(&amp;D)</translation>
    </message>
    <message>
        <source>Hide the message at the top of the window</source>
        <translation>창 위쪽의 메시지를 숨깁니다</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>키보드 단축키(&amp;K)</translation>
    </message>
    <message>
        <source>List all keys</source>
        <translation>모든 단축키를 나열합니다</translation>
    </message>
    <message>
        <source>?</source>
        <translation>?</translation>
    </message>
    <message>
        <source>&amp;About Handscope</source>
        <translation>Handscope 정보(&amp;A)</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>버전과 라이선스를 표시합니다</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>재생(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Map</source>
        <translation>맵(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Recording</source>
        <translation>녹화 영상(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>테마(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>A live source sets its own pace</source>
        <translation>실시간 소스는 스스로 진행합니다</translation>
    </message>
    <message>
        <source>Open a video first</source>
        <translation>먼저 비디오를 여십시오</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>일시 정지(&amp;P)</translation>
    </message>
    <message>
        <source>Pause the video</source>
        <translation>비디오를 일시 정지합니다</translation>
    </message>
    <message>
        <source>Play the video</source>
        <translation>비디오를 재생합니다</translation>
    </message>
    <message>
        <source>Pause first, to go frame by frame</source>
        <translation>한 프레임씩 이동하려면 먼저 일시 정지하십시오</translation>
    </message>
    <message>
        <source>Show the next frame</source>
        <translation>다음 프레임을 표시합니다</translation>
    </message>
    <message>
        <source>This source cannot be moved in</source>
        <translation>이 소스에서는 이동할 수 없습니다</translation>
    </message>
    <message>
        <source>Start again from the beginning</source>
        <translation>처음부터 다시 시작합니다</translation>
    </message>
    <message>
        <source>Go back by one second</source>
        <translation>1초 뒤로 갑니다</translation>
    </message>
    <message>
        <source>Go on by one second</source>
        <translation>1초 앞으로 갑니다</translation>
    </message>
    <message>
        <source>Stop recor&amp;ding</source>
        <translation>녹화 중지(&amp;D)</translation>
    </message>
    <message>
        <source>Stop recording</source>
        <translation>녹화 중지</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>녹화</translation>
    </message>
    <message>
        <source>End the recording of this session</source>
        <translation>이 세션의 녹화를 끝냅니다</translation>
    </message>
    <message>
        <source>Record the video, its events and scores into a folder, to look at them afterwards</source>
        <translation>나중에 볼 수 있도록 비디오와 이벤트, 점수를 폴더에 녹화합니다</translation>
    </message>
</context>
<context>
    <name>handscope::ui::ZoomMap</name>
    <message>
        <source>The wheel enlarges, dragging moves, a double click shows all of it</source>
        <translation>휠로 확대하고, 끌면 옮기며, 두 번 클릭하면 전체를 표시합니다</translation>
    </message>
    <message>
        <source>The map appears with the first window of video.</source>
        <translation>비디오의 첫 윈도우가 나오면 맵이 표시됩니다.</translation>
    </message>
</context>
</TS>
